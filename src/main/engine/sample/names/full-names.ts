import type { NameList } from './name-pool';

/** Those who teach: each wrote a course or helps to grade, and learns in a course of somebody else. */
export const teacherNames: NameList = {
  language: 'English',
  script: 'Latin',
  names: ['Ingrid Sæther', 'Tomás Echeverría', 'Naomi Tanabe', 'Desmond Okafor', 'Mia Ito'],
};

/** Names that follow no pool: rare languages, and names written in two scripts at once. */
export const fullNames: readonly NameList[] = [
  {
    language: 'Māori and Igbo',
    script: 'Latin',
    names: ['Aroha Pōtiki', 'Tāne Rangihuna', 'Chiọma Ezeụdụ', 'Ọbịnna Nwaọkụ'],
  },
  {
    language: 'Bulgarian and Serbian',
    script: 'Cyrillic',
    names: [
      'Цветелина Стоянова|tsvetelina.stoyanova',
      'Красимир Желязков|krasimir.zhelyazkov',
      'Љиљана Ђорђевић|ljiljana.djordjevic',
      'Његомир Чолић|njegomir.colic',
    ],
  },
  {
    language: 'Persian and Urdu',
    script: 'Arabic',
    names: [
      'نیلوفر رستمی|niloufar.rostami',
      'آرش کیانی‌فر|arash.kianifar',
      'زینب قریشی|zainab.qureshi',
    ],
  },
  {
    language: 'two scripts',
    script: 'mixed',
    names: [
      '陈美琳 (Meilin Chen)|meilin.chen',
      'سارة (Sarah) الكيلاني|sarah.alkilani',
      'Daniel בן־עמי|daniel.benami',
    ],
  },
];
