interface UnreachableProps {
  /** A sentence: what happened and what to do. */
  readonly message: string;
}

/** All there is where no library can be reached: one calm page. */
export function Unreachable({ message }: UnreachableProps) {
  return (
    <main className="Unreachable">
      <h1 className="Wordmark">Offprint</h1>
      <p>{message}</p>
    </main>
  );
}
