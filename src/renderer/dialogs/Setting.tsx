import type { ReactNode } from 'react';

interface SettingProps {
  readonly title: string;
  readonly note?: string;
  readonly children?: ReactNode;
}

/** One thing that can be set: what it is at the left, its control at the right. */
export function Setting({ title, note, children }: SettingProps) {
  return (
    <div className="Setting">
      <div className="Setting-text">
        <h4>{title}</h4>
        {note !== undefined && <p>{note}</p>}
      </div>
      {children}
    </div>
  );
}
