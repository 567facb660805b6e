import { describe, expect, test } from 'vitest';
import { identifierOf } from './identifiers.ts';

describe('identifiers', () => {
  test.each([
    ['10.1145/3600006.3613165', 'doi', '10.1145/3600006.3613165'],
    ['doi:10.1109/CVPR.2016.90', 'doi', '10.1109/cvpr.2016.90'],
    ['https://doi.org/10.1038/S41586-021-03819-2.', 'doi', '10.1038/s41586-021-03819-2'],
    ['https://dx.doi.org/10.1002/(SICI)1097(1998)1:1', 'doi', '10.1002/(sici)1097(1998)1:1'],
    ['https://dl.acm.org/doi/10.1145/3600006.3613165', 'doi', '10.1145/3600006.3613165'],
    ['https://doi.org/10.1000%2Fabc', 'doi', '10.1000/abc'],
    ['10.48550/arXiv.2404.11111', 'arxiv', '2404.11111'],
    ['2404.11111', 'arxiv', '2404.11111'],
    ['2404.11111v3', 'arxiv', '2404.11111'],
    ['arXiv:2404.11111v3', 'arxiv', '2404.11111'],
    ['http://arxiv.org/abs/2404.11111v1', 'arxiv', '2404.11111'],
    ['https://arxiv.org/pdf/2404.11111.pdf', 'arxiv', '2404.11111'],
    ['https://huggingface.co/papers/2404.11111', 'arxiv', '2404.11111'],
    ['/papers/2404.11111', 'arxiv', '2404.11111'],
    ['oai:arXiv.org:2404.11111v2', 'arxiv', '2404.11111'],
    ['hep-th/9901001v2', 'arxiv', 'hep-th/9901001'],
    ['https://arxiv.org/abs/math.GT/0309136', 'arxiv', 'math.gt/0309136'],
    ['https://openreview.net/forum?id=05T81ScPFb', 'openreview', '05T81ScPFb'],
    ['https://openreview.net/pdf?id=05T81ScPFb', 'openreview', '05T81ScPFb'],
    ['PMID: 12345678', 'pmid', '12345678'],
    ['https://pubmed.ncbi.nlm.nih.gov/12345678/', 'pmid', '12345678'],
    ['ISBN 978-0-306-40615-7', 'isbn', '9780306406157'],
  ] as const)('%s', (given, scheme, value) => {
    expect(identifierOf(given)).toEqual({ scheme, value, raw: given });
  });

  test.each([
    '',
    'Attention',
    '12.5',
    '2499.11111',
    'https://github.com/a/b',
    '1234567890',
    'https://a.example.org/files/10.1000/x',
    'page 10.5/2',
  ])('none: %s', (given) => {
    expect(identifierOf(given)).toBeNull();
  });
});
