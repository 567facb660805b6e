import type { Job } from '../../../shared/models.ts';
import { commandOf, runCommand } from '../../commands.ts';
import { cancelJob, useJobs } from '../../stores/jobs.ts';
import { useLibrary } from '../../stores/library.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { percent, words } from './words.ts';

/** The line along the bottom: what the library holds, and what is going on. */
export function StatusBar() {
  return (
    <footer className="StatusBar">
      <Counts />
      <Connection />
      <Work />
      <span className="StatusBar-tools">
        <Tool command="shortcuts" icon="keyboard" label={words.shortcuts} />
        <Tool command="settings" icon="sliders" label={words.settings} />
      </span>
    </footer>
  );
}

function Counts() {
  const library = useLibrary((s) => s.library);
  return <span className="StatusBar-count">{library === null ? '' : words.counts(library)}</span>;
}

function Connection() {
  const lost = useLibrary((s) => s.connection === 'lost');
  return (
    <span className="StatusBar-connection" role="status">
      {lost ? words.lost : ''}
    </span>
  );
}

/** Long work, newest concern first: a job, else the search index. */
function Work() {
  const jobs = useJobs((s) => s.jobs);
  const search = useLibrary((s) => s.library?.search ?? null);
  const [job, ...others] = jobs;
  if (job !== undefined) return <JobLine job={job} others={others.length} />;
  if (search?.state === 'building') return <span className="Job">{words.preparing(search)}</span>;
  if (search?.state === 'failed') return <span className="Job">{words.searchFailed}</span>;
  return null;
}

function JobLine({ job, others }: { readonly job: Job; readonly others: number }) {
  return (
    <span className="Job">
      <span className="Job-name">
        {job.label}
        {others > 0 && ` ${words.more(others)}`}
      </span>
      {job.total > 0 && (
        <>
          <progress className="Progress" max={job.total} value={job.done} aria-label={job.label} />
          <span className="Job-value">{percent(job.done, job.total)}</span>
        </>
      )}
      {job.cancellable && (
        <button
          className="StatusBar-button"
          type="button"
          aria-label={words.cancel(job)}
          title={words.cancel(job)}
          onClick={() => cancelJob(job.id)}
        >
          <Icon name="x" size="small" />
        </button>
      )}
    </span>
  );
}

function Tool({ command, icon, label }: { readonly command: string; readonly icon: IconName; readonly label: string }) {
  const key = commandOf(command).keys[0];
  // The key is told where it is one plain character; with modifiers its name differs by system.
  const title = key?.length === 1 ? `${label} (${key})` : label;
  return (
    <button className="StatusBar-button" type="button" aria-label={label} title={title} onClick={() => runCommand(command)}>
      <Icon name={icon} />
    </button>
  );
}
