export type TriggerState = 'ok' | 'missing' | 'disabled';
export type ChangeEvent = 'insert' | 'update' | 'delete' | 'truncate';

/** What tells one server, database and history from another; null where it cannot be known. */
export type ServerIdentity = {
  readonly epoch: string | null;
  readonly systemIdentifier: string | null;
  /** Another one after a restore to an earlier moment; eight hexadecimal digits. */
  readonly timeline: string | null;
  readonly databaseOid: number;
  readonly logOid: number | null;
};

/** A synced table as this log-in finds it. */
export type ServerTable = {
  readonly exists: boolean;
  /** It is there, but one of its columns has become something else: for a person, why it rests. */
  readonly unfit?: string;
  /** Column to type, in the server's words. */
  readonly columns: Readonly<Record<string, string>>;
  /** The worst of its four triggers. */
  readonly trigger: TriggerState;
  readonly triggers: Readonly<Record<ChangeEvent, TriggerState>>;
  readonly privileges: {
    readonly select: boolean;
    readonly insert: boolean;
    readonly update: boolean;
    readonly delete: boolean;
  };
};

/** Who this log-in is for the LMS. */
export type ServerLogin = {
  readonly dbRole: string;
  readonly userId: string | null;
  readonly isAdmin: boolean;
  /** `none`: lectern.role_user has no row for it, or may not be read. */
  readonly source: 'mapping' | 'none';
};

export type ServerFacts = {
  readonly identity: ServerIdentity;
  /** The objects of step 106 are there and this log-in may use them. */
  readonly installed: boolean;
  /** False: a log is there, but this log-in may not use it (`lectern.grant_sync` is missing). */
  readonly granted: boolean;
  readonly standby: boolean;
  /** Changes of transactions before this one are forgotten; null when not installed. */
  readonly prunedXid: string | null;
  /** The first transaction that had not begun. */
  readonly snapshotXmax: string;
  /** By local name; every synced table has an entry. */
  readonly tables: ReadonlyMap<string, ServerTable>;
  readonly who: ServerLogin;
  /** May apply step 106: owns the tables that are there and may create in the database. */
  readonly canInstall: boolean;
};
