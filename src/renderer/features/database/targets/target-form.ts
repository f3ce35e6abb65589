import type { ShownTarget } from '../../../../shared/contract/targets';
import type { AnswerOf, Client } from '../../../client';
import { textsOf } from '../../../ui/i18n/texts';
import { texts } from './texts';

export type Settings = ShownTarget['settings'];
export type TlsMode = Settings['tls']['mode'];
export type Role = ShownTarget['role'];

/** The fields of a server as they are typed. */
export type TargetForm = {
  readonly name: string;
  readonly role: Role;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Keep the password for the next start. */
  readonly keep: boolean;
  /** Null until a person (or a URL) has chosen: the host decides then. */
  readonly tls: TlsMode | null;
  readonly caFile: string;
};

export type FormField = 'name' | 'host' | 'port' | 'database' | 'user';

/** An empty form, or the one of a saved server; passwords never come back. */
export function formOf(target: ShownTarget | null, keepable: boolean): TargetForm {
  const settings = target?.settings;
  return {
    name: target?.name ?? '',
    role: target?.role ?? 'staging',
    host: settings?.host ?? '',
    port: String(settings?.port ?? 5432),
    database: settings?.database ?? '',
    user: settings?.user ?? '',
    password: '',
    keep: keepable,
    tls: settings?.tls.mode ?? null,
    caFile: settings?.tls.caFile ?? '',
  };
}

/** What protects a connection when nobody has said anything: everything, except on this machine. */
export function usualTls(host: string): TlsMode {
  return isOnThisComputer(host) ? 'disable' : 'verify-full';
}

/** Whether what is sent to this host never leaves the computer. */
export function isOnThisComputer(host: string): boolean {
  const name = host.trim().toLowerCase();
  return (
    name.startsWith('/') ||
    /^(.+\.)?localhost$/u.test(name) ||
    name === '::1' ||
    /^127(\.\d{1,3}){3}$/u.test(name)
  );
}

/** A server in a few words, such as `lms@db.example.edu`; a socket is on this computer. */
export function placeText({ host, port, database }: Settings): string {
  if (host.startsWith('/')) return textsOf(texts)('hereWith', { database });
  return `${database}@${host.includes(':') ? `[${host}]` : host}${port === 5432 ? '' : `:${port}`}`;
}

/** The fields that a server cannot do without and that are empty, or no port. */
export function missingFields(form: TargetForm): readonly FormField[] {
  const fields = ['name', 'host', 'port', 'database', 'user'] as const;
  return fields.filter((field) =>
    field === 'port' ? portOf(form) === null : form[field].trim() === '',
  );
}

function portOf({ port }: TargetForm): number | null {
  const number = Number(port.trim());
  return /^\d{1,5}$/u.test(port.trim()) && number >= 1 && number <= 65_535 ? number : null;
}

/** Where and how to connect; null while a field that matters for it is missing. */
export function settingsOf(form: TargetForm): Settings | null {
  const port = portOf(form);
  const missing = missingFields(form).filter((field) => field !== 'name');
  if (port === null || missing.length > 0) return null;
  const host = form.host.trim();
  const mode = form.tls ?? usualTls(host);
  return {
    host,
    port,
    database: form.database.trim(),
    user: form.user.trim(),
    tls: mode !== 'disable' && form.caFile !== '' ? { mode, caFile: form.caFile } : { mode },
  };
}

/** The form with the parts of a URL filled in; what the URL does not say stays. */
export function withUrl(
  form: TargetForm,
  { settings, password }: AnswerOf<Client['targets']['parse']>,
): TargetForm {
  const { host, port, database, user, tls } = settings;
  return {
    ...form,
    host,
    port: String(port),
    database,
    user,
    tls: tls.mode,
    caFile: tls.caFile ?? form.caFile,
    password: password ?? form.password,
    name: form.name === '' ? database : form.name,
    role: isOnThisComputer(host) ? 'local' : form.role,
  };
}

/**
 * What is stored of the password: the typed one, null to forget a saved one, undefined to leave
 * what is saved as it is.
 */
export function storedPassword(form: TargetForm): string | null | undefined {
  if (form.password === '') return form.keep ? undefined : null;
  return form.keep ? form.password : null;
}
