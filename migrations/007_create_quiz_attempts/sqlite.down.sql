DROP TABLE "QuizAttempt";
