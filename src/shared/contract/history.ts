import { z } from 'zod';
import { command, query } from './define';

export const actionSummary = z.strictObject({
  action: z.string(),
  /** Place in the journal; pass the smallest one as `before` to page on. */
  seq: z.number(),
  kind: z.enum(['do', 'undo', 'redo']),
  name: z.string(),
  label: z.string(),
  at: z.string(),
  who: z.string(),
  undone: z.boolean(),
  /** False for what stays as it is, such as an issued certificate. */
  undoable: z.boolean(),
  operations: z.number(),
});
export type ActionSummary = z.output<typeof actionSummary>;

const target = actionSummary.pick({ action: true, name: true, label: true, at: true });

/** The journal as a person sees it: what was done, and taking it back. */
export const history = {
  list: query(
    z.strictObject({
      limit: z.int().min(1).max(1000).default(100),
      before: z.int().optional(),
      table: z.string().optional(),
      key: z.string().optional(),
    }),
    z.strictObject({ actions: z.array(actionSummary) }),
    ['lectern_action'],
  ),
  /** What Ctrl+Z and Ctrl+Shift+Z would act on. */
  next: query(
    z.strictObject({}),
    z.strictObject({ undo: target.nullable(), redo: target.nullable() }),
    ['lectern_action'],
  ),
  undo: command(
    z.strictObject({ action: z.string().optional() }),
    z.strictObject({ undone: target }),
  ),
  redo: command(z.strictObject({}), z.strictObject({ redone: target })),
  /** One edit through the same path as every other change (`lectern edit`). */
  edit: command(
    z.strictObject({
      table: z.string(),
      id: z.string(),
      set: z.record(z.string(), z.json()),
    }),
    z.strictObject({ op: z.string(), action: z.string() }),
  ),
} as const;
