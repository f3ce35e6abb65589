import { columnsOf, type SyncTable } from './sync-table';

const ofLearner = { key: 'id', part: 'learner', learner: 'userId', together: [] } as const;

/** Achievements, and what belongs to a learner whatever the course. */
export const ledgerTables: readonly SyncTable[] = [
  {
    name: 'Achievement',
    key: 'id',
    part: 'all',
    mode: 'mirror',
    columns: columnsOf({
      text: ['id', 'name', 'description', 'icon', 'category'],
      json: ['condition'],
      int: ['xpReward'],
      bool: ['isActive'],
      time: ['createdAt'],
    }),
    together: [],
    parents: [],
  },
  {
    ...ofLearner,
    name: 'UserXP',
    mode: 'mirror',
    columns: columnsOf({
      text: ['id', 'userId'],
      int: ['totalXP', 'level', 'currentLevelXP'],
      time: ['createdAt', 'updatedAt'],
    }),
    parents: [],
  },
  {
    ...ofLearner,
    name: 'XPTransaction',
    mode: 'award',
    columns: columnsOf({
      text: ['id', 'userId', 'reason', 'sourceType', 'sourceId'],
      int: ['amount'],
      time: ['createdAt'],
    }),
    parents: [],
  },
  {
    ...ofLearner,
    name: 'UserAchievement',
    mode: 'mirror',
    columns: columnsOf({ text: ['id', 'userId', 'achievementId'], time: ['unlockedAt'] }),
    parents: [{ column: 'achievementId', table: 'Achievement' }],
  },
  {
    ...ofLearner,
    name: 'UserStreak',
    mode: 'mirror',
    columns: columnsOf({
      text: ['id', 'userId'],
      int: ['currentStreak', 'longestStreak', 'freezesUsed', 'freezesAvailable'],
      time: ['lastActivityDate', 'createdAt', 'updatedAt'],
    }),
    parents: [],
  },
];
