import { type FormEvent, useEffect, useId, useRef } from 'react';
import type { ExportFormat } from '../../shared/models.ts';
import { type ExportGroup, formatWords, OFFERED_FORMATS } from '../exportFormats.ts';
import {
  chooseFormat,
  chooseScope,
  type ExportScope,
  isOfAnnotations,
  leaveExport,
  papersIn,
  startExport,
  useExports,
} from '../stores/exports.ts';
import { useJobs } from '../stores/jobs.ts';
import { useLibrary } from '../stores/library.ts';
import { Icon } from '../ui/Icon.tsx';
import { Modal } from '../ui/Modal.tsx';
import { useRested } from '../ui/useRested.ts';
import { viewLabel } from '../viewLabels.ts';
import { cancel, exporting as words } from './words.ts';

/** Work shorter than this shows nothing, in milliseconds. */
const SHOWS_AFTER = 1_000;

/** Which papers go into a file, and in which format. Enter writes it. */
export function ExportDialog() {
  const isWriting = useExports((s) => s.jobId !== null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void startExport();
  };
  return (
    <Modal label={words.title} className="Dialog Dialog--export" dismissable={!isWriting} onClose={leaveExport}>
      <form className="Export" aria-busy={isWriting} onSubmit={onSubmit}>
        <div className="Dialog-head">
          <h2 className="Dialog-title">{words.title}</h2>
        </div>
        <Scopes />
        <Formats />
        <Foot />
      </form>
    </Modal>
  );
}

function Scopes() {
  const scopes = useExports((s) => s.scopes);
  const chosen = useExports((s) => s.scope);
  const format = useExports((s) => s.format);
  const name = useId();
  return (
    <fieldset className="Export-scopes">
      <legend className="Export-legend">{words.what}</legend>
      {scopes.map((scope) => (
        <label key={scope.kind} className="Export-row">
          <input type="radio" className="Radio" name={name} checked={scope.kind === chosen} onChange={() => chooseScope(scope.kind)} />
          <ScopeName scope={scope} />
          <span className="Export-count">{countIn(scope, format)}</span>
        </label>
      ))}
    </fieldset>
  );
}

const countIn = (scope: ExportScope, format: ExportFormat): string =>
  scope.kind === 'shown' && scope.annotations !== null && isOfAnnotations(format)
    ? words.annotations(scope.annotations)
    : words.papers(papersIn(scope));

function ScopeName({ scope }: { readonly scope: ExportScope }) {
  const library = useLibrary((s) => s.library);
  const text =
    scope.kind === 'list'
      ? words.list(viewLabel(scope.view, library), scope.query.trim())
      : scope.kind === 'selection'
        ? words.selection(scope.ids.length)
        : words.scope[scope.kind];
  return (
    <span className="Export-name" title={text}>
      <bdi>{text}</bdi>
    </span>
  );
}

const GROUPS: readonly ExportGroup[] = ['cite', 'read', 'keep', 'annotations'];

function Formats() {
  const chosen = useExports((s) => s.format);
  const name = useId();
  const list = useRef<HTMLFieldSetElement>(null);
  // The keyboard begins at the format that is chosen, so that arrows choose another and Enter exports.
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('input:checked')?.focus();
  }, []);
  const { hint } = formatWords(chosen);
  return (
    <>
      <fieldset ref={list} className="Export-formats">
        <legend className="Export-legend">{words.format}</legend>
        <div className="Export-list">
          {GROUPS.map((group) => (
            <fieldset key={group} className="Export-group">
              <legend className="Export-heading">{words.groups[group]}</legend>
              {OFFERED_FORMATS.filter((format) => formatWords(format).group === group).map((format) => (
                <FormatRow key={format} format={format} name={name} isChosen={format === chosen} />
              ))}
            </fieldset>
          ))}
        </div>
      </fieldset>
      <p className="Export-hint" role="status">
        {hint}
      </p>
    </>
  );
}

interface FormatRowProps {
  readonly format: ExportFormat;
  /** Of the radio group. */
  readonly name: string;
  readonly isChosen: boolean;
}

function FormatRow({ format, name, isChosen }: FormatRowProps) {
  const { name: label, note } = formatWords(format);
  const labelId = useId();
  const noteId = useId();
  return (
    <label className="Export-row Export-row--format">
      <input
        type="radio"
        className="Radio"
        name={name}
        checked={isChosen}
        aria-labelledby={labelId}
        aria-describedby={noteId}
        onChange={() => chooseFormat(format)}
      />
      <span className="Export-name" id={labelId}>
        {label}
      </span>
      <span className="Export-note" id={noteId}>
        {note}
      </span>
    </label>
  );
}

function Foot() {
  const jobId = useExports((s) => s.jobId);
  const papers = useExports((s) => {
    const scope = s.scopes.find(({ kind }) => kind === s.scope);
    return scope === undefined ? 0 : papersIn(scope);
  });
  const lasting = useRested(jobId, SHOWS_AFTER) !== null;
  return (
    <div className="Dialog-foot">
      <span className="Dialog-note">{lasting && <Writing jobId={jobId} />}</span>
      <button type="button" className="Button" onClick={leaveExport}>
        {cancel}
      </button>
      <button type="submit" className="Button Button--primary" disabled={papers === 0} aria-disabled={jobId !== null}>
        {words.export}
        <Icon name="return" size="key" />
      </button>
    </div>
  );
}

/** How far the writing has come; the bar moves to and fro while that is not known. */
function Writing({ jobId }: { readonly jobId: string | null }) {
  const job = useJobs((s) => s.jobs.find(({ id }) => id === jobId));
  const isKnown = job !== undefined && job.total > 0;
  return (
    <>
      {words.writing}
      <progress
        className="Progress ImportProgress"
        aria-label={words.progress}
        {...(isKnown ? { value: Math.min(job.done, job.total), max: job.total } : {})}
      />
    </>
  );
}
