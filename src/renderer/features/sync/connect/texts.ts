import { defineTexts } from '../../../ui/i18n/texts';

/** Sentences about giving a workspace its server. */
export const texts = defineTexts('syncConnect', {
  cancel: 'Cancel',
  more: 'and {{number}} more',
  enterPassword: 'Enter password…',
  server: 'Server',
  postgres: '{{server}} · PostgreSQL {{version}}',
  who: 'You are',
  intro: {
    title: 'Work offline, stay in step with the LMS',
    lead: 'Connected to the database of an LMS, this workspace holds a copy of your courses that you can grade and edit anywhere.',
    offline: 'Offline, everything goes on; your changes wait in a queue that survives a crash.',
    together:
      'Others and the web application may work at the same time: changes are put together field by field, and a true conflict is put before you.',
    once: 'Whatever you do arrives exactly once, however often the line breaks.',
  },
  obstacle: {
    sample: 'This is the sample workspace',
    sampleText:
      'Its courses and learners are made up. They would be mixed up with real ones, so it cannot be connected. Make an empty workspace; the sample stays as it is.',
    readOnly: 'This workspace can only be read',
    readOnlyText:
      'Nothing can be copied into it. Open it from a place where you may write, or make an empty workspace.',
    notEmpty: 'This workspace has courses of its own',
    notEmptyText:
      'Only an empty workspace can become a copy of a server; otherwise two sets of courses would be mixed up. Make an empty one for the server; this one stays as it is.',
  },
  empty: {
    create: 'New empty workspace…',
    title: 'Where to put the new workspace',
    name: 'courses.lectern',
    filter: 'Lectern workspaces',
    failed: 'The workspace was not made',
    note: 'It opens at once, and you can go on here.',
  },
  choose: {
    title: '1. Which server?',
    another: 'Another server…',
    look: 'Look at it',
    failed: 'The server cannot be used',
  },
  role: { production: 'Production', staging: 'Staging', local: 'Local' },
  newServer: {
    url: 'Postgres URL',
    urlHint: 'postgres://user@host:5432/database',
    read: 'Read: {{place}}',
    name: 'Name',
    passwordHint: 'Leave it empty where the server asks for none.',
    byFields: 'Enter the parts one by one in Database',
    notSaved: 'The server was not saved',
  },
  password: {
    label: 'Password',
    keep: 'Keep it in the keychain of this computer',
    keepNot: 'Otherwise it is asked for once in each session.',
    notUsed: 'The password could not be used',
  },
  preview: {
    title: '2. What would be copied',
    seen: 'Looked at {{server}}',
    admin: '{{role}}, an administrator: all courses',
    user: '{{role}}, in the LMS {{user}}',
    nobody: '{{role}}, who is no user of the LMS',
    unsaid: '{{role}}; the server does not say who that is, so all courses',
    courses_one: '{{count}} course',
    courses_other: '{{count}} courses',
    noCourses: 'none yet; those you get appear by themselves',
    rows: 'Rows',
    rowsAndTime: 'about {{rows}}, {{time}} to copy',
    userLabel: 'Only the courses of one user',
    userHint:
      'The courses of this person are copied. Who runs the server can also map your login to it.',
    asUser: 'Look as this person',
    missing: 'What is missing',
    install: 'Install the server side of sync now',
    installHint:
      'Adds a schema called lectern and triggers that write down which rows changed. The LMS’s own tables and rows stay as they are, and all of it can be removed without a trace.',
    installNot:
      'The server side of sync is not there, and this login may not install it. Ask the owner of the tables to run: lectern migrate up --group lectern.',
    people: 'Names of learners too',
    peopleHint: 'Where the server has them. Otherwise learners appear by their ids.',
    begin: 'Make the first copy',
    needsUser: 'Have an administrator of the server map your login to a user first.',
    needsInstall: 'The server side of sync has to be there first.',
    notBegun: 'The first copy is not complete',
  },
  change: {
    title: 'Change server',
    lead: 'The same server under another address or with another login, for example after a move. A different database is refused, so that nothing gets mixed up. The queue is kept.',
    confirm: 'Use this one',
    done: 'Now with {{server}}',
  },
});
