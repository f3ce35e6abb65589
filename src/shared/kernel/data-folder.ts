/** What the place of the data folder depends on; taken from the process by the caller. */
export type Surroundings = {
  readonly platform: string;
  readonly home: string;
  readonly env: { readonly [name: string]: string | undefined };
};

/**
 * The folder for workspaces, backups, certificates and the log: the operating system's
 * application-data folder, the same for the window and the command line. `LECTERN_HOME` wins.
 */
export function dataFolder({ platform, home, env }: Surroundings): string {
  if (env.LECTERN_HOME) return env.LECTERN_HOME;
  if (platform === 'win32') return `${env.APPDATA ?? `${home}\\AppData\\Roaming`}\\Lectern`;
  if (platform === 'darwin') return `${home}/Library/Application Support/Lectern`;
  return `${env.XDG_CONFIG_HOME || `${home}/.config`}/Lectern`;
}
