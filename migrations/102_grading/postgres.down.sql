DROP TABLE lectern.question_score;
DROP TABLE lectern.submission_version;
DROP TABLE lectern.late_policy;
DROP TABLE lectern.grade_history;
