import type { people } from '../../../shared/contract/people';
import { formatCode, parseCode } from '../../../shared/domain/certificates';
import { parseRosterRow } from '../../../shared/domain/people';
import { hasPassed } from '../../../shared/domain/scoring';
import { fail } from '../../../shared/kernel/errors';
import { ok } from '../../../shared/kernel/result';
import type { Handlers } from '../rpc/handlers';
import { rememberedAside } from '../storage/remembered-aside';
import { compareRoster } from './compare-roster';
import { requireLearner } from './learner';
import {
  findStanding,
  listLearnerAchievements,
  listLearnerAttempts,
  listLearnerCertificates,
  listLearnerLedger,
  listLearnerSubmissions,
  listProgress,
} from './page-repository';
import { everyPerson } from './readings';
import { readRoster } from './read-roster';
import { findPersonRow, knownPeople } from './repository';

/** Learners, and where their names come from. */
export const peopleHandlers: Handlers<typeof people> = {
  list: async (_input, context) =>
    ok({ people: await rememberedAside(context, everyPerson, null) }),

  get: ({ userId }, { workspace: { read } }) => {
    const person = findPersonRow(read, userId) ?? noPerson(userId);
    const attempts = listLearnerAttempts(read, userId).map(({ passingScore, ...attempt }) => ({
      ...attempt,
      passed: hasPassed(attempt.score, attempt.totalPoints, passingScore),
    }));
    return ok({
      ...person,
      ...findStanding(read, userId),
      progress: listProgress(read, userId),
      attempts,
      submissions: listLearnerSubmissions(read, userId),
      ledger: listLearnerLedger(read, userId),
      achievements: listLearnerAchievements(read, userId),
      certificates: listLearnerCertificates(read, userId).map(({ code, ...certificate }) => ({
        ...certificate,
        code: grouped(code),
      })),
    });
  },

  update: ({ userId, name, email }, { workspace: { read }, edit }) => {
    const learner = requireLearner(read, userId);
    const wanted = parseRosterRow({
      userId,
      name: name ?? learner.name ?? '',
      email: email === undefined ? learner.email : email,
    });
    if (!wanted.ok) {
      const problems = wanted.error.map(({ field, message }) => `${field}: ${message}`);
      return fail('bad_input', `${problems.join('; ')}. Nothing was changed.`, { problems });
    }
    const person = wanted.value;
    const label = `${name === undefined ? 'address' : 'name'} of ${learner.label}`;
    edit({ name: 'person.update', label }, (change) => {
      const fields = { name: person.name, email: person.email };
      if (learner.name !== null) change.update('lectern_person', userId, fields);
      else {
        const { at } = change;
        const row = { user_id: userId, ...fields, source: 'person' };
        change.insert('lectern_person', { ...row, created_at: at, updated_at: at });
      }
    });
    return ok({});
  },

  importRoster: ({ source, dryRun }, { workspace: { read }, edit }) => {
    const { name, rows } = readRoster(source);
    const plan = compareRoster(rows, knownPeople(read));
    if (!dryRun) {
      edit(
        { name: 'roster.import', label: `import of the roster ${name}`, source: 'import' },
        (change) => {
          const { at } = change;
          for (const person of plan.added) {
            const row = { user_id: person.userId, name: person.name, email: person.email };
            const made = { source: name, created_at: at, updated_at: at };
            change.insert('lectern_person', { ...row, ...made });
          }
          for (const { userId, ...fields } of plan.changed) {
            change.update('lectern_person', userId, { ...fields, source: name });
          }
        },
      );
    }
    return ok({
      added: plan.added.length,
      changed: plan.changed.length,
      unchanged: plan.unchanged,
      problems: [...plan.problems],
    });
  },
};

/** A code of ours in groups, as it is printed; one that the LMS made is shown as it is. */
function grouped(code: string): string {
  const parsed = parseCode(code);
  return parsed.ok ? formatCode(parsed.value) : code;
}

function noPerson(userId: string): never {
  return fail('not_found', `There is no learner ${userId} in this workspace.`, { userId });
}
