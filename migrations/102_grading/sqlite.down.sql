DROP TABLE "lectern_draft";
DROP TABLE "lectern_question_score";
DROP TABLE "lectern_submission_version";
DROP TABLE "lectern_late_policy";
DROP TABLE "lectern_grade_history";
DROP TABLE "lectern_grade";
