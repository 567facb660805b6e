import type { Migration } from '../migrate.ts';

/** What kind of text a paper is, and the name that documents cite it by: both come with bibliographies and go out with them. */
export const typesAndCitationKeys: Migration = {
  name: 'types and citation keys',
  statements: [
    // A type of CSL 1.0 ("article-journal", "paper-conference", …); null where no source told one
    'ALTER TABLE papers ADD COLUMN type TEXT',
    'ALTER TABLE papers ADD COLUMN citation_key TEXT',
    // A view keeps the columns that the table had when it was made.
    'DROP VIEW visible_papers',
    `CREATE VIEW visible_papers AS
SELECT papers.* FROM papers JOIN imports ON imports.id = papers.import_id WHERE imports.state = 'finished'`,
  ],
};
