// Generated from migrations/ by scripts/generate-row-types.mjs. Do not edit.
import type { Generated } from 'kysely';

/**
 * Every table of a workspace with all steps applied, as SQLite stores it: booleans are 0 or 1,
 * JSON and arrays are text, timestamps are ISO-8601 text. `Generated` marks columns with a default.
 */
export type Schema = {
  Achievement: {
    id: string;
    name: string;
    description: string;
    icon: string;
    category: string;
    condition: string;
    xpReward: Generated<number>;
    isActive: Generated<number>;
    createdAt: Generated<string>;
  };
  Assignment: {
    id: string;
    title: string;
    description: string;
    chapterId: string | null;
    courseId: string | null;
    dueDate: string | null;
    maxPoints: Generated<number>;
    allowLateSubmission: Generated<number>;
    isPublished: Generated<number>;
    xpReward: Generated<number>;
    createdAt: Generated<string>;
    updatedAt: Generated<string>;
  };
  AssignmentSubmission: {
    id: string;
    userId: string;
    assignmentId: string;
    content: string | null;
    fileUrls: Generated<string | null>;
    score: number | null;
    feedback: string | null;
    submittedAt: Generated<string>;
    gradedAt: string | null;
  };
  Attachment: {
    id: string;
    name: string;
    url: string;
    courseId: string;
    createdAt: Generated<string>;
    updatedAt: string;
  };
  Category: {
    id: string;
    name: string;
  };
  Certificate: {
    id: string;
    userId: string;
    courseId: string;
    templateId: string | null;
    certificateUrl: string;
    verificationCode: string;
    issuedAt: Generated<string>;
  };
  Chapter: {
    id: string;
    title: string;
    description: string | null;
    videoUrl: string | null;
    position: number;
    isPublished: Generated<number>;
    isFree: Generated<number>;
    courseId: string;
    createdAt: Generated<string>;
    updatedAt: string;
    xpReward: Generated<number>;
  };
  Course: {
    id: string;
    createdById: string;
    title: string;
    description: string | null;
    imageUrl: string | null;
    price: number | null;
    isPublished: Generated<number>;
    isFree: Generated<number>;
    categoryId: string | null;
    createdAt: Generated<string>;
    updatedAt: string;
    prerequisites: Generated<string>;
    difficulty: Generated<string>;
    estimatedHours: number | null;
    xpReward: Generated<number>;
  };
  MuxData: {
    id: string;
    assetId: string;
    playbackId: string | null;
    chapterId: string;
  };
  Purchase: {
    id: string;
    userId: string;
    courseId: string;
    createdAt: Generated<string>;
    updatedAt: string;
  };
  Question: {
    id: string;
    quizId: string;
    type: string;
    question: string;
    options: string | null;
    correctAnswer: string;
    explanation: string | null;
    points: Generated<number>;
    order: number;
    createdAt: Generated<string>;
  };
  Quiz: {
    id: string;
    title: string;
    description: string | null;
    chapterId: string | null;
    courseId: string | null;
    timeLimit: number | null;
    maxAttempts: Generated<number>;
    passingScore: Generated<number>;
    isPublished: Generated<number>;
    xpReward: Generated<number>;
    createdAt: Generated<string>;
    updatedAt: Generated<string>;
  };
  QuizAttempt: {
    id: string;
    userId: string;
    quizId: string;
    answers: string;
    score: number;
    totalPoints: number;
    timeSpent: number | null;
    completedAt: Generated<string>;
  };
  StripeCustomer: {
    id: string;
    userid: string;
    stripeCustomerId: string;
    createdAt: Generated<string>;
    updatedAt: string;
  };
  UserAchievement: {
    id: string;
    userId: string;
    achievementId: string;
    unlockedAt: Generated<string>;
  };
  UserProgress: {
    id: string;
    userId: string;
    chapterId: string;
    isCompleted: Generated<number>;
    createdAt: Generated<string>;
    updatedAt: string;
  };
  UserStreak: {
    id: string;
    userId: string;
    currentStreak: Generated<number>;
    longestStreak: Generated<number>;
    lastActivityDate: string | null;
    freezesUsed: Generated<number>;
    freezesAvailable: Generated<number>;
    createdAt: Generated<string>;
    updatedAt: Generated<string>;
  };
  UserXP: {
    id: string;
    userId: string;
    totalXP: Generated<number>;
    level: Generated<number>;
    currentLevelXP: Generated<number>;
    createdAt: Generated<string>;
    updatedAt: Generated<string>;
  };
  XPTransaction: {
    id: string;
    userId: string;
    amount: number;
    reason: string;
    sourceType: string;
    sourceId: string | null;
    createdAt: Generated<string>;
  };
  lectern_action: {
    id: string;
    seq: number;
    kind: string;
    name: string;
    label: string;
    who: string;
    at: string;
    target_id: string | null;
    undone_by: string | null;
    undoable: Generated<number>;
    source: Generated<string>;
  };
  lectern_backfill_reward: {
    kind: string;
    source_id: string;
    course_id: string | null;
    amount: number;
    recorded_at: string;
  };
  lectern_base: {
    table_name: string;
    row_key: string;
    row: string | null;
  };
  lectern_certificate_detail: {
    id: string;
    certificate_id: string;
    user_id: string;
    course_id: string;
    version: number;
    code: string;
    status: string;
    reason: string | null;
    issued_at: string;
    expires_at: string | null;
    template_id: string;
    template_version: number;
    snapshot: string;
    pdf_sha256: string | null;
    file: string | null;
    key_id: string | null;
    issued_by: string;
  };
  lectern_certificate_template: {
    id: string;
    version: number;
    name: string;
    design: string;
    created_at: Generated<string>;
  };
  lectern_draft: {
    key: string;
    value: string;
    updated_at: string;
  };
  lectern_grade: {
    submission_id: string;
    raw: number;
    deduction: Generated<number>;
    final: number;
    late_seconds: Generated<number>;
    late_waived: Generated<number>;
    policy: string | null;
    version_id: string | null;
    graded_by: string;
    graded_at: string;
  };
  lectern_grade_history: {
    id: string;
    submission_id: string;
    at: string;
    who: string;
    from_score: number | null;
    to_score: number | null;
    from_feedback: string | null;
    to_feedback: string | null;
    raw: number | null;
    deduction: number | null;
    reason: string | null;
    action_id: string | null;
  };
  lectern_import: {
    id: string;
    action_id: string;
    at: string;
    who: string;
    quiz_id: string;
    files: string;
    imported: number;
    undone_at: string | null;
  };
  lectern_late_policy: {
    assignment_id: string;
    rate: number;
    interval_seconds: number;
    floor_percent: Generated<number>;
  };
  lectern_migration_event: {
    id: Generated<number>;
    at: string;
    who: string;
    kind: string;
    step: string | null;
    detail: Generated<string>;
  };
  lectern_migration_history: {
    step: string;
    step_group: string;
    up_sha256: string;
    down_sha256: string;
    verify_sha256: string;
    started_at: string;
    ended_at: string | null;
    duration_ms: Generated<number>;
    who: string;
    result: string;
    retries: Generated<number>;
    rows_touched: Generated<number>;
    lectern_version: string;
    cursor: string | null;
  };
  lectern_offline_file: {
    url: string;
    state: string;
    sha256: string | null;
    bytes: number | null;
    content_type: string | null;
    file_name: string | null;
    error: string | null;
    attempts: Generated<number>;
    fetched_at: string | null;
    used_at: string | null;
    retry_at: string | null;
  };
  lectern_operation: {
    id: string;
    action_id: string;
    seq: number;
    table_name: string;
    row_key: string;
    kind: string;
    before: string | null;
    after: string | null;
  };
  lectern_outbox: {
    seq: Generated<number>;
    op_id: string;
    push_id: string;
    group_id: string;
    table_name: string;
    row_key: string;
    kind: string;
    fields: string | null;
    base: string | null;
    state: Generated<string>;
    attempts: Generated<number>;
    reason: string | null;
    detail: string | null;
    acknowledged_xid: string | null;
    made_at: string;
    changed_at: string;
  };
  lectern_person: {
    user_id: string;
    name: string;
    email: string | null;
    source: string;
    created_at: Generated<string>;
    updated_at: Generated<string>;
  };
  lectern_question_score: {
    id: string;
    attempt_id: string;
    question_id: string;
    points: number;
    max_points: number;
    state: string;
  };
  lectern_question_source: {
    question_id: string;
    import_id: string;
    file: string;
    format: string;
    line: number;
    title: string | null;
    needs_attention: Generated<number>;
    problems: Generated<string>;
    losses: Generated<string>;
    content_hash: string;
  };
  lectern_setting: {
    key: string;
    value: string;
    updated_at: Generated<string>;
  };
  lectern_submission_version: {
    id: string;
    submission_id: string;
    seen_at: string;
    submitted_at: string;
    content: string | null;
    file_urls: Generated<string>;
  };
  lectern_sync_conflict: {
    id: string;
    table_name: string;
    row_key: string;
    scope: string | null;
    client_id: string;
    user_id: string | null;
    who: string;
    fields: string;
    at: string;
    resolved: string | null;
    resolved_by: string | null;
    resolved_at: string | null;
  };
  lectern_sync_event: {
    id: Generated<number>;
    at: string;
    kind: string;
    detail: Generated<string>;
  };
  lectern_sync_index: {
    name: string;
    sql: string;
  };
  lectern_sync_learner: {
    user_id: string;
  };
  lectern_sync_part: {
    table_name: string;
    part: string;
    last_key: string | null;
    rows: Generated<number>;
    done: Generated<number>;
  };
  lectern_sync_scope: {
    course_id: string;
    state: string;
    seed_cursor: string | null;
  };
  lectern_sync_state: {
    id: Generated<number>;
    client_id: string;
    server: string;
    target_id: string | null;
    user_id: string | null;
    include_people: Generated<number>;
    paused: Generated<number>;
    identity: string | null;
    columns: string | null;
    phase: Generated<string>;
    cursor: string | null;
    last_synced_at: string | null;
    last_verified_at: string | null;
  };
  lectern_unfit_value: {
    table_name: string;
    row_key: string;
    column_name: string;
    text: string;
  };
};
