/** What a label, a column or a small heading of a Markdown digest says that its words are. */

export type Field = 'abstract' | 'authors' | 'code' | 'date' | 'keywords' | 'link' | 'summary' | 'title' | 'venue';

/** In the order in which a name is tried; as digests of several languages write them. */
const NAMES: readonly (readonly [Field, RegExp])[] = [
  [
    'title',
    /^(?:paper )?titles?(?: & (?:authors|links))?$|^papers?(?: name)?$|^article$|^name$|^(?:论文)?标题$|^论文(?:标题|名称)?$|^題名$|^タイトル$|^論文(?:名)?$|^제목$|^논문$|^titre$|^titel$|^t[ií]tulo$|^titolo$/i,
  ],
  ['authors', /^authors?(?: list)?$|^作者$|^著者$|^저자$|^auteurs?$|^autor(?:en|es)?$|^autori$/i],
  ['abstract', /^abstract$|^摘要$|^论文摘要$|^初록$|^초록$|^要旨$|^résumé$|^zusammenfassung$|^resumen$/i],
  [
    'summary',
    /^(?:ai |short |brief )?summary$|^tl;?dr$|^description$|^overview$|^highlights?$|^key (?:idea|points?|takeaways?)$|^总结$|^简介$|^概要$|^要約$|^요약$|^main idea$/i,
  ],
  [
    'date',
    /^(?:publish(?:ed)?(?: date)?|publication date|submitted(?: on)?|date|updated?|year|time)$|^(?:发布)?(?:日期|时间)$|^年份$|^公開日$|^日付$|^날짜$/i,
  ],
  ['venue', /^(?:venue|conference|journal|published in|publication|source)$|^会议$|^期刊$|^発表$/i],
  ['code', /^(?:codes?|github|repo(?:sitory)?|implementation|code link)$|^代码$|^コード$|^코드$/i],
  ['keywords', /^(?:tags?|keywords?|categor(?:y|ies)|topics?|subjects?)$|^关键词$|^类别$|^分类$|^キーワード$|^키워드$/i],
  [
    'link',
    /^(?:links?|urls?|pdf(?: link)?|arxiv(?: (?:link|id))?|paper(?: (?:link|url))|doi|hugging ?face|hf|project(?: page)?|abs)$|^链接$|^论文链接$|^原文$|^リンク$|^링크$/i,
  ],
];

/** The field that a name stands for, or null. */
export function fieldNamed(name: string): Field | null {
  const clean = name.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '').replace(/\s+/g, ' ');
  if (clean === '' || clean.length > 40) return null;
  return NAMES.find(([, pattern]) => pattern.test(clean))?.[0] ?? null;
}

/** A line with a label before its words: `**Authors:** A, B`, `- Abstract: …`. */
export function labelled(line: string): { readonly field: Field; readonly words: string } | null {
  const found = /^(?:[-*+] )?[\s*_>]{0,8}([^:：*_]{1,40})[\s*_]{0,5}[:：][\s*_]{0,5}(.*)$/su.exec(line);
  if (found?.[1] === undefined) return null;
  const field = fieldNamed(found[1]);
  return field === null ? null : { field, words: found[2] ?? '' };
}
