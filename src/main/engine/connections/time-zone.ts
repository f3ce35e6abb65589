const namesOfUtc = /^(etc\/)?(utc|uct|zulu|universal|gmt|greenwich|gmt[+-]?0)$/i;

/** Whether a time zone of Postgres is UTC under one of its names. */
export function isUtc(zone: string): boolean {
  return namesOfUtc.test(zone);
}

/** What another zone means, and what to do; two sentences each. */
export function zoneWarning(zone: string): { readonly what: string; readonly remedy: string } {
  return {
    what: `The server's time zone is ${zone}. Timestamps of the LMS have no zone, so what another program writes with now() may be off by hours.`,
    remedy:
      "Lectern's own sessions run in UTC and are not affected. Check that the web application writes UTC (Prisma does), or set the zone: ALTER DATABASE … SET timezone TO 'UTC';",
  };
}
