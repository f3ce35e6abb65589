DROP TABLE lectern.person;
