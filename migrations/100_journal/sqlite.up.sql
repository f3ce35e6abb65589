-- The journal: what people did, row by row, for undo, history and sync.
-- The one journal: undo, redo, history and (later) sync read it.
-- An action is what a person did; its operations are the rows it changed, with before and after.
CREATE TABLE "lectern_action" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL UNIQUE,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('do', 'undo', 'redo')),
    "name" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "target_id" TEXT REFERENCES "lectern_action"("id"),
    "undone_by" TEXT REFERENCES "lectern_action"("id"),
    "undoable" INTEGER NOT NULL DEFAULT 1 CHECK ("undoable" IN (0, 1)),
    "source" TEXT NOT NULL DEFAULT 'person' CHECK ("source" IN ('person', 'import', 'sync'))
) STRICT;

CREATE INDEX "lectern_action_target_id_idx" ON "lectern_action"("target_id");
CREATE INDEX "lectern_action_undone_by_idx" ON "lectern_action"("undone_by");

-- row_key is the primary key of the row; before is NULL for an insert, after for a delete.
CREATE TABLE "lectern_operation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "action_id" TEXT NOT NULL REFERENCES "lectern_action"("id") ON DELETE CASCADE,
    "seq" INTEGER NOT NULL,
    "table_name" TEXT NOT NULL,
    "row_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('insert', 'update', 'delete')),
    "before" TEXT CHECK (json_valid("before")),
    "after" TEXT CHECK (json_valid("after"))
) STRICT;

CREATE UNIQUE INDEX "lectern_operation_action_id_seq_key" ON "lectern_operation"("action_id", "seq");
CREATE INDEX "lectern_operation_row_idx" ON "lectern_operation"("table_name", "row_key");
