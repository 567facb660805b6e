import { describe, expect, it } from 'vitest';
import { languageOf } from './language.ts';

describe('languageOf', () => {
  it.each([
    ['We study α and β in large models.', undefined],
    ['大規模言語モデルの推論を速くする手法を調べた。', 'ja'],
    ['我们研究大型语言模型的推理加速。', 'zh'],
    ['거대 언어 모델의 추론 속도', 'ko'],
    ['סקירה של מודלי שפה (LLM)', 'he'],
    ['Обзор языковых моделей', 'und-Cyrl'],
    ['', undefined],
  ])('%s', (text, tag) => {
    expect(languageOf(text)).toBe(tag);
  });
});
