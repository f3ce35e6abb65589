-- What instructors who work offline catch up by: a log of changed keys, and triggers that write it.
-- The log holds keys only; a pull reads the rows as they are by then. Statement triggers with
-- transition tables, because one for every row was measured to cost twice as much. They fire under
-- session_replication_role = replica too, write as their owner with a search path of their own, and
-- never make a statement of the web application fail: where a column they need is gone, they
-- write the mark that means "read this table again".
CREATE SCHEMA IF NOT EXISTS lectern;

-- tbl: the table as Lectern calls it; pk NULL: read the whole table again; scope: the course, NULL
-- where there is none or none was found, which concerns everybody.
CREATE TABLE lectern.change_log (
    xid XID8 NOT NULL DEFAULT pg_current_xact_id(),
    seq BIGSERIAL NOT NULL,
    tbl TEXT NOT NULL,
    pk TEXT,
    scope TEXT,

    CONSTRAINT change_log_pkey PRIMARY KEY (xid, seq)
);

-- One row. epoch: another one means another history; pruned_xid: older changes are forgotten;
-- schema_hash: the columns of the tables that were there when the triggers were installed last.
CREATE TABLE lectern.sync_meta (
    id BOOLEAN NOT NULL DEFAULT true,
    epoch UUID NOT NULL DEFAULT gen_random_uuid(),
    installed_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    pruned_xid XID8 NOT NULL DEFAULT '0',
    schema_hash TEXT NOT NULL DEFAULT '',

    CONSTRAINT sync_meta_pkey PRIMARY KEY (id),
    CONSTRAINT sync_meta_id_check CHECK (id)
);

-- cursor: the pg_snapshot up to which this client has everything; pruning keeps what is newer.
CREATE TABLE lectern.sync_client (
    client_id TEXT NOT NULL,
    user_id TEXT,
    db_role TEXT NOT NULL DEFAULT session_user,
    cursor TEXT,
    last_seen TIMESTAMPTZ NOT NULL DEFAULT now(),
    label TEXT,

    CONSTRAINT sync_client_pkey PRIMARY KEY (client_id),
    CONSTRAINT sync_client_cursor_check CHECK (cursor ~ '^\d{1,19}:\d{1,19}:(\d{1,19}(,\d{1,19})*)?$')
);

-- Deliveries that were done, so that each is done once. xid: the transaction that did it.
CREATE TABLE lectern.sync_op (
    push_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    result JSONB,
    applied_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    xid XID8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT sync_op_pkey PRIMARY KEY (push_id)
);

CREATE INDEX sync_op_client_id_applied_at_idx ON lectern.sync_op (client_id, applied_at);

-- Two people changed the same: every grader of the course sees it. fields: base, mine and theirs.
CREATE TABLE lectern.sync_conflict (
    id TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL,
    scope TEXT,
    client_id TEXT NOT NULL,
    user_id TEXT,
    who TEXT NOT NULL,
    fields JSONB NOT NULL,
    at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    resolved TEXT,
    resolved_by TEXT,
    resolved_at TIMESTAMPTZ(3),

    CONSTRAINT sync_conflict_pkey PRIMARY KEY (id),
    CONSTRAINT sync_conflict_resolved_check CHECK (resolved IN ('mine', 'theirs', 'other'))
);

CREATE INDEX sync_conflict_table_name_row_key_idx ON lectern.sync_conflict (table_name, row_key);
CREATE INDEX sync_conflict_scope_idx ON lectern.sync_conflict (scope);

-- Which user of the LMS a log-in of the database is.
CREATE TABLE lectern.role_user (
    role_name TEXT NOT NULL,
    user_id TEXT,
    is_admin BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT role_user_pkey PRIMARY KEY (role_name)
);

-- Courses given to somebody beside those they have created.
CREATE TABLE lectern.course_access (
    user_id TEXT NOT NULL,
    course_id TEXT NOT NULL,

    CONSTRAINT course_access_pkey PRIMARY KEY (user_id, course_id)
);

CREATE INDEX course_access_course_id_idx ON lectern.course_access (course_id);

-- The logged tables. key: the columns of the key, joined by a slash. course: the column that names
-- the course. parent, via: where it comes from otherwise. edited: Lectern writes there.
CREATE FUNCTION lectern.change_source()
RETURNS TABLE (tbl TEXT, key TEXT[], course TEXT, parent TEXT, via TEXT, edited BOOLEAN)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $source$
    VALUES
        ('Category', '{id}'::text[], NULL::text, NULL::text, NULL::text, false),
        ('Course', '{id}', 'id', NULL, NULL, true),
        ('Attachment', '{id}', 'courseId', NULL, NULL, false),
        ('Chapter', '{id}', 'courseId', NULL, NULL, true),
        ('MuxData', '{id}', NULL, 'Chapter', 'chapterId', false),
        ('UserProgress', '{id}', NULL, 'Chapter', 'chapterId', false),
        ('Purchase', '{id}', 'courseId', NULL, NULL, false),
        ('Quiz', '{id}', 'courseId', 'Chapter', 'chapterId', true),
        ('Question', '{id}', NULL, 'Quiz', 'quizId', true),
        ('QuizAttempt', '{id}', NULL, 'Quiz', 'quizId', true),
        ('Assignment', '{id}', 'courseId', 'Chapter', 'chapterId', true),
        ('AssignmentSubmission', '{id}', NULL, 'Assignment', 'assignmentId', true),
        ('Certificate', '{id}', 'courseId', NULL, NULL, true),
        ('Achievement', '{id}', NULL, NULL, NULL, false),
        ('UserAchievement', '{id}', NULL, NULL, NULL, false),
        ('UserStreak', '{id}', NULL, NULL, NULL, false),
        ('UserXP', '{id}', NULL, NULL, NULL, true),
        ('XPTransaction', '{id}', NULL, NULL, NULL, true),
        ('lectern_person', '{user_id}', NULL, NULL, NULL, true),
        ('lectern_grade_history', '{id}', NULL, 'AssignmentSubmission', 'submission_id', true),
        ('lectern_late_policy', '{assignment_id}', NULL, 'Assignment', 'assignment_id', true),
        ('lectern_submission_version', '{id}', NULL, 'AssignmentSubmission', 'submission_id', true),
        ('lectern_question_score', '{id}', NULL, 'QuizAttempt', 'attempt_id', true),
        ('lectern_certificate_template', '{id}', NULL, NULL, NULL, true),
        ('lectern_certificate_detail', '{id}', 'course_id', NULL, NULL, true),
        ('lectern_sync_conflict', '{id}', 'scope', NULL, NULL, true),
        ('lectern_course_access', '{user_id,course_id}', NULL, NULL, NULL, false)
$source$;

-- The table of that name, quoted and with its schema: the one that the search path leads to, or else
-- the one that is logged already. NULL where there is none. Temporary tables are nobody's.
CREATE FUNCTION lectern.relation_of(of_tbl TEXT) RETURNS TEXT
LANGUAGE sql STABLE AS $relation$
    SELECT format('%I.%I', n.nspname, c.relname)
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL (
        SELECT CASE WHEN of_tbl LIKE 'lectern\_%'
            THEN CASE WHEN n.nspname = 'lectern' AND c.relname = substr(of_tbl, 9) THEN 0 END
            ELSE CASE WHEN c.relname = of_tbl THEN coalesce(
                array_position(current_schemas(false), n.nspname),
                (SELECT 1000 FROM pg_catalog.pg_trigger t
                 JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
                 WHERE t.tgrelid = c.oid AND t.tgname = 'lectern_change_insert'
                   AND p.pronamespace = 'lectern'::regnamespace)) END
        END AS place
    ) found
    WHERE c.relname IN (of_tbl, substr(of_tbl, 9)) AND c.relkind IN ('r', 'p')
      AND c.relpersistence <> 't' AND found.place IS NOT NULL
    ORDER BY found.place
    LIMIT 1
$relation$;

-- SQL for the course that a row r of that table has from the row above it; NULL where there is none.
CREATE FUNCTION lectern.inherited_sql(of_tbl TEXT, r TEXT) RETURNS TEXT
LANGUAGE plpgsql STABLE AS $inherited$
DECLARE
    source RECORD;
    above TEXT;
BEGIN
    SELECT s.parent, s.via, p.key[1] AS parent_key INTO source
    FROM lectern.change_source() s LEFT JOIN lectern.change_source() p ON p.tbl = s.parent
    WHERE s.tbl = of_tbl;
    above := lectern.relation_of(source.parent);
    IF above IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN format('(SELECT %1$s FROM %2$s %3$s WHERE %3$s.%4$I = %5$s.%6$I)',
        lectern.scope_sql(source.parent, r || 'p'), above, r || 'p', source.parent_key,
        r, source.via);
END
$inherited$;

-- SQL for the course of a row r of that table; NULL where none can be known.
-- inherited: SQL for what it has from the row above.
CREATE FUNCTION lectern.scope_sql(of_tbl TEXT, r TEXT, inherited TEXT) RETURNS TEXT
LANGUAGE plpgsql STABLE AS $scope$
DECLARE
    course TEXT := (SELECT s.course FROM lectern.change_source() s WHERE s.tbl = of_tbl);
    own TEXT := CASE WHEN course IS NOT NULL THEN format('%s.%I::text', r, course) END;
BEGIN
    RETURN CASE WHEN own IS NOT NULL AND inherited IS NOT NULL
        THEN format('coalesce(%s, %s)', own, inherited)
        ELSE coalesce(own, inherited, 'NULL::text') END;
END
$scope$;

CREATE FUNCTION lectern.scope_sql(of_tbl TEXT, r TEXT) RETURNS TEXT
LANGUAGE sql STABLE AS $scope$
    SELECT lectern.scope_sql(of_tbl, r, lectern.inherited_sql(of_tbl, r))
$scope$;

-- SQL that is true while every column is there that logging a row of that table needs, and the
-- tables above may be read: one that was made anew or given away may belong to somebody else.
CREATE FUNCTION lectern.columns_sql(of_tbl TEXT) RETURNS TEXT
LANGUAGE sql STABLE AS $columns$
    WITH RECURSIVE above AS (
        SELECT s.* FROM lectern.change_source() s WHERE s.tbl = of_tbl
        UNION ALL
        SELECT s.* FROM above a JOIN lectern.change_source() s ON s.tbl = a.parent
        WHERE lectern.relation_of(s.tbl) IS NOT NULL
    ), needed AS (
        SELECT DISTINCT lectern.relation_of(a.tbl) AS relation, c.name
        FROM above a CROSS JOIN LATERAL unnest(a.key || a.course || a.via) c(name)
        WHERE c.name IS NOT NULL
    )
    SELECT format(
        '(SELECT count(*) FROM pg_attribute a JOIN (VALUES %s) w(relation, name)'
        ' ON a.attrelid = w.relation AND a.attname = w.name WHERE NOT a.attisdropped'
        ' AND (w.relation = to_regclass(%L)::oid OR has_table_privilege(w.relation, ''SELECT''))) = %s',
        string_agg(format('(to_regclass(%L)::oid, %L::name)', n.relation, n.name), ', '
            ORDER BY n.relation, n.name),
        lectern.relation_of(of_tbl), count(*))
    FROM needed n
$columns$;

-- Logs what hangs on moved rows: it is in another course now, although nobody has touched it.
-- scopes: the courses that the rows of these keys were in.
CREATE FUNCTION lectern.log_dependants(of_tbl TEXT, keys TEXT[], scopes TEXT[]) RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $dependants$
DECLARE
    child RECORD;
    relation TEXT;
    is_whole BOOLEAN;
    child_keys TEXT[];
    child_scopes TEXT[];
BEGIN
    FOR child IN SELECT s.* FROM lectern.change_source() s WHERE s.parent = of_tbl LOOP
        relation := lectern.relation_of(child.tbl);
        CONTINUE WHEN relation IS NULL;
        EXECUTE 'SELECT ' || lectern.columns_sql(child.tbl) INTO is_whole;
        IF NOT is_whole OR NOT has_table_privilege(relation, 'SELECT') THEN
            INSERT INTO lectern.change_log (tbl, pk, scope) VALUES (child.tbl, NULL, NULL);
            CONTINUE;
        END IF;
        EXECUTE format(
            'WITH moved AS (
                SELECT r.%2$I::text AS key, m.scope AS was, %3$s AS now
                FROM unnest($1, $2) m(key, scope) JOIN %1$s r ON r.%4$I = m.key
            ), logged AS (
                INSERT INTO lectern.change_log (tbl, pk, scope)
                SELECT %5$L, key, was FROM moved UNION SELECT %5$L, key, now FROM moved
            )
            SELECT array_agg(key), array_agg(was) FROM moved',
            relation, child.key[1], lectern.scope_sql(child.tbl, 'r'), child.via, child.tbl)
        INTO child_keys, child_scopes USING keys, scopes;
        IF child_keys IS NOT NULL THEN
            PERFORM lectern.log_dependants(child.tbl, child_keys, child_scopes);
        END IF;
    END LOOP;
END
$dependants$;

-- PL/pgSQL that logs the rows of these transition tables, each key and course once.
-- More than a hundred rows are joined with the courses of the rows above them, each looked up once,
-- by a plan made for just these rows: one that is kept was made for the first statement of its
-- session, and would compare each of 100,000 rows with every other where that had a single row.
CREATE FUNCTION lectern.logging_sql(of_tbl TEXT, changed NAME[]) RETURNS TEXT
LANGUAGE plpgsql STABLE AS $logging$
DECLARE
    source RECORD;
    inherited TEXT := lectern.inherited_sql(of_tbl, 'd');
    columns TEXT;
    key TEXT;
    touched TEXT;
    owners TEXT;
    one_by_one TEXT;
BEGIN
    SELECT s.* INTO source FROM lectern.change_source() s WHERE s.tbl = of_tbl;
    SELECT string_agg(DISTINCT format('n.%I', c), ', ') INTO columns
    FROM unnest(source.key || source.course || source.via) c WHERE c IS NOT NULL;
    SELECT string_agg(format('r.%I::text', k), ' || ''/'' || ') INTO key FROM unnest(source.key) k;
    SELECT string_agg(format('SELECT %s FROM %I n', columns, c), ' UNION ') INTO touched
    FROM unnest(changed) c;
    one_by_one := format('INSERT INTO lectern.change_log (tbl, pk, scope)
            SELECT %L, %s, %s FROM (%s) r', of_tbl, key, lectern.scope_sql(of_tbl, 'r'), touched);
    IF inherited IS NULL THEN
        RETURN one_by_one || ';';
    END IF;
    SELECT string_agg(format('SELECT DISTINCT n.%I FROM %I n', source.via, c), ' UNION ') INTO owners
    FROM unnest(changed) c;
    RETURN format('IF EXISTS (SELECT FROM %I OFFSET 100) THEN
            EXECUTE %L;
        ELSE
            %s;
        END IF;',
        changed[1],
        format('INSERT INTO lectern.change_log (tbl, pk, scope)
            SELECT %1$L, %2$s, %3$s FROM (%4$s) r
            LEFT JOIN (SELECT d.%5$I AS via, %6$s AS course FROM (%7$s) d OFFSET 0) o
                ON o.via = r.%5$I',
            of_tbl, key, lectern.scope_sql(of_tbl, 'r', 'o.course'), touched,
            source.via, inherited, owners),
        one_by_one);
END
$logging$;

-- PL/pgSQL that logs what hangs on rows that an UPDATE moved; empty where nothing can. None has
-- moved where logging both, each key and course once, came to no more lines than there are rows.
CREATE FUNCTION lectern.moving_sql(of_tbl TEXT) RETURNS TEXT
LANGUAGE plpgsql STABLE AS $moving$
DECLARE
    source RECORD;
    columns TEXT;
BEGIN
    SELECT s.* INTO source FROM lectern.change_source() s WHERE s.tbl = of_tbl;
    IF NOT EXISTS (SELECT FROM lectern.change_source() s WHERE s.parent = of_tbl) THEN
        RETURN '';
    END IF;
    SELECT string_agg(DISTINCT format('n.%I', c), ', ') INTO columns
    FROM unnest(source.key || source.course || source.via) c WHERE c IS NOT NULL;
    RETURN format('GET DIAGNOSTICS logged = ROW_COUNT;
        IF logged > (SELECT count(*) FROM new_rows) THEN
            SELECT array_agg(r.%1$I::text), array_agg(%2$s) INTO moved, courses
            FROM (SELECT %3$s FROM old_rows n EXCEPT SELECT %3$s FROM new_rows n) r;
            PERFORM lectern.log_dependants(%4$L, moved, courses);
        END IF;',
        source.key[1], lectern.scope_sql(of_tbl, 'r'), columns, of_tbl);
END
$moving$;

-- Makes the function that logs one table: lectern."log_change_Course"() and the like.
-- UPDATE logs keys and courses before and after, which covers new keys and moves.
CREATE FUNCTION lectern.make_log_function(of_tbl TEXT) RETURNS TEXT
LANGUAGE plpgsql AS $make$
DECLARE
    name TEXT := format('lectern.%I', 'log_change_' || of_tbl);
BEGIN
    EXECUTE format($create$
CREATE OR REPLACE FUNCTION %1$s() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off AS $log$
DECLARE
    logged BIGINT;
    moved TEXT[];
    courses TEXT[];
BEGIN
    IF TG_OP = 'TRUNCATE' OR NOT (%2$s) THEN
        INSERT INTO lectern.change_log (tbl, pk, scope) VALUES (%3$L, NULL, NULL);
    ELSIF TG_OP = 'INSERT' THEN
        %4$s
    ELSIF TG_OP = 'UPDATE' THEN
        %5$s
        %6$s
    ELSE
        %7$s
    END IF;
    RETURN NULL;
END
$log$ $create$,
        name, lectern.columns_sql(of_tbl), of_tbl,
        lectern.logging_sql(of_tbl, '{new_rows}'),
        lectern.logging_sql(of_tbl, '{new_rows,old_rows}'), lectern.moving_sql(of_tbl),
        lectern.logging_sql(of_tbl, '{old_rows}'));
    EXECUTE format('REVOKE ALL ON FUNCTION %s() FROM PUBLIC', name);
    RETURN name;
END
$make$;

-- The statements that a table still needs for its four triggers; none where all is well, so that a
-- second installation waits for no lock.
CREATE FUNCTION lectern.trigger_sql(relation TEXT, function_name TEXT) RETURNS SETOF TEXT
LANGUAGE sql STABLE AS $trigger$
    SELECT statement.text
    FROM (VALUES
        ('insert', 4, 'REFERENCING NEW TABLE AS new_rows', NULL::name, 'new_rows'::name),
        ('update', 16, 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows', 'old_rows', 'new_rows'),
        ('delete', 8, 'REFERENCING OLD TABLE AS old_rows', 'old_rows', NULL),
        ('truncate', 32, '', NULL, NULL)
    ) w(event, tgtype, tables, old_table, new_table)
    CROSS JOIN LATERAL (SELECT 'lectern_change_' || w.event AS name) made
    LEFT JOIN pg_catalog.pg_trigger t
        ON t.tgrelid = relation::regclass AND t.tgname = made.name AND NOT t.tgisinternal
    CROSS JOIN LATERAL (SELECT t.oid IS NOT NULL AND t.tgtype = w.tgtype
        AND t.tgfoid = to_regprocedure(function_name || '()')
        AND t.tgoldtable IS NOT DISTINCT FROM w.old_table
        AND t.tgnewtable IS NOT DISTINCT FROM w.new_table AS is_right) judged
    CROSS JOIN LATERAL (VALUES
        (1, format('DROP TRIGGER %I ON %s', made.name, relation),
            t.oid IS NOT NULL AND NOT judged.is_right),
        (2, format('CREATE TRIGGER %I AFTER %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION %s()',
            made.name, w.event, relation, w.tables, function_name), NOT judged.is_right),
        (3, format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', relation, made.name),
            NOT judged.is_right OR t.tgenabled <> 'A')
    ) statement(place, text, is_needed)
    WHERE statement.is_needed
    ORDER BY w.tgtype, statement.place
$trigger$;

-- Lets every logged table that exists be logged; to be run again when tables have come (the plan
-- taken after this step) or triggers were lost. Answers how many tables are logged.
-- Only an owner of the tables may. The names are found by the search path of whoever runs it.
CREATE FUNCTION lectern.install_change_triggers() RETURNS INTEGER
LANGUAGE plpgsql AS $install$
DECLARE
    source RECORD;
    statement TEXT;
    installed INTEGER := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('lectern.install_change_triggers'));
    FOR source IN
        SELECT s.tbl, lectern.relation_of(s.tbl) AS relation FROM lectern.change_source() s
    LOOP
        CONTINUE WHEN source.relation IS NULL;
        FOR statement IN
            SELECT lectern.trigger_sql(source.relation, lectern.make_log_function(source.tbl))
        LOOP
            EXECUTE statement;
        END LOOP;
        installed := installed + 1;
    END LOOP;
    INSERT INTO lectern.sync_meta DEFAULT VALUES ON CONFLICT DO NOTHING;
    UPDATE lectern.sync_meta SET schema_hash = (
        SELECT md5(string_agg(format('%s %s %s', s.tbl, a.attname, format_type(a.atttypid, a.atttypmod)),
            ',' ORDER BY s.tbl COLLATE "C", a.attname COLLATE "C"))
        FROM lectern.change_source() s
        JOIN pg_catalog.pg_attribute a ON a.attrelid = lectern.relation_of(s.tbl)::regclass
        WHERE a.attnum > 0 AND NOT a.attisdropped);
    RETURN installed;
END
$install$;

-- Takes triggers and their functions away, wherever they are; the log stays as it is.
CREATE FUNCTION lectern.remove_change_triggers() RETURNS INTEGER
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $remove$
DECLARE
    found RECORD;
    removed INTEGER := 0;
BEGIN
    FOR found IN
        SELECT t.tgname, format('%I.%I', n.nspname, c.relname) AS relation
        FROM pg_trigger t
        JOIN pg_proc p ON p.oid = t.tgfoid AND p.pronamespace = 'lectern'::regnamespace
        JOIN pg_class c ON c.oid = t.tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE t.tgname LIKE 'lectern\_change\_%' AND NOT t.tgisinternal AND t.tgparentid = 0
        ORDER BY 2, 1
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', found.tgname, found.relation);
        removed := removed + 1;
    END LOOP;
    FOR found IN
        SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = 'lectern'::regnamespace AND p.proname LIKE 'log\_change\_%'
    LOOP
        EXECUTE format('DROP FUNCTION %s', found.name);
    END LOOP;
    RETURN removed;
END
$remove$;

-- Statements that give a role what sync needs, and no more. Answers what there is to give.
CREATE FUNCTION lectern.sync_privileges() RETURNS TABLE (privileges TEXT, object TEXT)
LANGUAGE sql STABLE AS $privileges$
    SELECT CASE WHEN s.edited THEN 'SELECT, INSERT, UPDATE, DELETE' ELSE 'SELECT' END,
        'TABLE ' || lectern.relation_of(s.tbl)
    FROM lectern.change_source() s
    WHERE lectern.relation_of(s.tbl) IS NOT NULL
    UNION ALL
    SELECT w.privileges, 'TABLE ' || w.name
    FROM (VALUES
        ('SELECT', 'lectern.change_log'), ('SELECT', 'lectern.sync_meta'),
        ('SELECT', 'lectern.role_user'), ('SELECT', 'lectern.migration_history'),
        ('SELECT, INSERT, UPDATE', 'lectern.sync_client'), ('SELECT, INSERT', 'lectern.sync_op')
    ) w(privileges, name)
    WHERE to_regclass(w.name) IS NOT NULL
    UNION ALL
    SELECT 'EXECUTE', 'FUNCTION lectern.prune_change_log()'
$privileges$;

-- Gives a log-in what Lectern needs of it. To be run by the owner of the tables; again when tables
-- have come. The role must exist; PUBLIC is not accepted.
CREATE FUNCTION lectern.grant_sync(to_role NAME) RETURNS VOID
LANGUAGE plpgsql AS $grant$
DECLARE
    given RECORD;
BEGIN
    -- GRANT takes even a quoted "public" for everybody.
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = to_role) THEN
        RAISE EXCEPTION 'there is no role "%"', to_role USING ERRCODE = 'undefined_object';
    END IF;
    FOR given IN
        SELECT DISTINCT n.nspname FROM lectern.change_source() s
        JOIN pg_catalog.pg_class c ON c.oid = lectern.relation_of(s.tbl)::regclass
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE NOT has_schema_privilege(to_role, n.oid, 'USAGE')
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', given.nspname, to_role);
    END LOOP;
    FOR given IN SELECT p.privileges, p.object FROM lectern.sync_privileges() p LOOP
        EXECUTE format('GRANT %s ON %s TO %I', given.privileges, given.object, to_role);
    END LOOP;
END
$grant$;

-- Takes it back again; also what the role had been given of the same by somebody else.
CREATE FUNCTION lectern.revoke_sync(from_role NAME) RETURNS VOID
LANGUAGE plpgsql AS $revoke$
DECLARE
    given RECORD;
BEGIN
    FOR given IN SELECT p.privileges, p.object FROM lectern.sync_privileges() p LOOP
        EXECUTE format('REVOKE %s ON %s FROM %I', given.privileges, given.object, from_role);
    END LOOP;
    FOR given IN
        SELECT DISTINCT n.nspname FROM pg_catalog.pg_namespace n
        CROSS JOIN LATERAL aclexplode(n.nspacl) a
        JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
        JOIN lectern.change_source() s ON c.oid = lectern.relation_of(s.tbl)::regclass
        WHERE r.rolname = from_role AND a.privilege_type = 'USAGE'
    LOOP
        EXECUTE format('REVOKE USAGE ON SCHEMA %I FROM %I', given.nspname, from_role);
    END LOOP;
    EXECUTE format('REVOKE USAGE ON SCHEMA lectern FROM %I', from_role);
END
$revoke$;

-- Forgets changes that every client of the last 30 days has, and deliveries older than 60 days (the
-- newest of a client stays: it is known again by it). Answers how many changes were forgotten.
-- Where the log comes from another server (a restored dump), its numbers mean nothing here: all of
-- it is forgotten and the epoch renewed.
CREATE FUNCTION lectern.prune_change_log() RETURNS BIGINT
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $prune$
DECLARE
    here PG_SNAPSHOT;
    forgotten XID8;
    pruned BIGINT;
BEGIN
    -- One at a time; the snapshot is taken after the lock.
    PERFORM 1 FROM lectern.sync_meta FOR UPDATE;
    here := pg_current_snapshot();
    IF EXISTS (SELECT FROM lectern.sync_meta WHERE pruned_xid > pg_snapshot_xmax(here))
       -- By the snapshot of this very statement: it sees what was committed since that other one.
       OR EXISTS (SELECT FROM lectern.change_log
                  WHERE xid >= (SELECT pg_snapshot_xmax(pg_current_snapshot()))
                    AND xid IS DISTINCT FROM pg_current_xact_id_if_assigned()) THEN
        UPDATE lectern.sync_meta SET epoch = gen_random_uuid(), pruned_xid = pg_snapshot_xmin(here);
        DELETE FROM lectern.change_log WHERE xid IS DISTINCT FROM pg_current_xact_id_if_assigned();
        GET DIAGNOSTICS pruned = ROW_COUNT;
        RETURN pruned;
    END IF;
    SELECT split_part(c.cursor, ':', 1)::xid8 INTO forgotten
    FROM lectern.sync_client c
    WHERE c.cursor IS NOT NULL AND c.last_seen > now() - interval '30 days'
    ORDER BY 1 LIMIT 1;
    -- A cursor of another server must not reach beyond what has ended here.
    forgotten := least(coalesce(forgotten, pg_snapshot_xmin(here)), pg_snapshot_xmin(here));
    UPDATE lectern.sync_meta SET pruned_xid = forgotten WHERE pruned_xid < forgotten;
    DELETE FROM lectern.change_log WHERE xid < forgotten;
    GET DIAGNOSTICS pruned = ROW_COUNT;
    DELETE FROM lectern.sync_op o
    WHERE o.applied_at < now() - interval '60 days'
      AND o.applied_at < (SELECT max(n.applied_at) FROM lectern.sync_op n
                          WHERE n.client_id = o.client_id) - interval '1 day';
    RETURN pruned;
END
$prune$;

REVOKE ALL ON FUNCTION lectern.change_source(), lectern.relation_of(TEXT),
    lectern.inherited_sql(TEXT, TEXT), lectern.scope_sql(TEXT, TEXT, TEXT),
    lectern.scope_sql(TEXT, TEXT), lectern.columns_sql(TEXT),
    lectern.log_dependants(TEXT, TEXT[], TEXT[]), lectern.logging_sql(TEXT, NAME[]),
    lectern.moving_sql(TEXT), lectern.make_log_function(TEXT),
    lectern.trigger_sql(TEXT, TEXT), lectern.install_change_triggers(),
    lectern.remove_change_triggers(), lectern.sync_privileges(), lectern.grant_sync(NAME),
    lectern.revoke_sync(NAME), lectern.prune_change_log() FROM PUBLIC;

SELECT lectern.install_change_triggers();
