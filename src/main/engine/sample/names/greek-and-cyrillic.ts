import type { NamePool } from './name-pool';

/** Names in Greek and Cyrillic letters; family names agree with the sex of the person. */
export const greekAndCyrillicNames: readonly NamePool[] = [
  {
    language: 'Greek',
    script: 'Greek',
    learners: 6,
    order: 'given_first',
    women: {
      given: ['Ελένη|eleni', 'Δήμητρα|dimitra', 'Αικατερίνη|aikaterini', 'Χρυσούλα|chrysoula'],
      family: ['Μαυρογιάννη|mavrogianni', 'Οικονόμου|oikonomou', 'Ζαχαροπούλου|zacharopoulou'],
    },
    men: {
      given: ['Σπύρος|spyros', 'Θεόδωρος|theodoros', 'Ηλίας|ilias', 'Στέλιος|stelios'],
      family: [
        'Μαυρογιάννης|mavrogiannis',
        'Καραγιαννίδης|karagiannidis',
        'Χατζηγεωργίου|chatzigeorgiou',
      ],
    },
  },
  {
    language: 'Russian',
    script: 'Cyrillic',
    learners: 6,
    order: 'given_first',
    women: {
      given: ['Екатерина|ekaterina', 'Наталья|natalya', 'Ксения|ksenia', 'Юлия|yulia'],
      family: ['Ермакова|ermakova', 'Пчельникова|pchelnikova', 'Журавлёва|zhuravlyova'],
    },
    men: {
      given: ['Дмитрий|dmitry', 'Фёдор|fyodor', 'Семён|semyon', 'Аркадий|arkady'],
      family: ['Ермаков|ermakov', 'Пчельников|pchelnikov', 'Грачёв|grachyov'],
    },
  },
  {
    language: 'Ukrainian',
    script: 'Cyrillic',
    learners: 5,
    order: 'given_first',
    women: {
      given: ['Олеся|olesia', 'Ярина|yaryna', 'Соломія|solomiia'],
      family: ['Гнатюк|hnatiuk', 'Пилипенко|pylypenko', 'Підлісна|pidlisna'],
    },
    men: {
      given: ['Євген|yevhen', 'Андрій|andrii', 'Ігор|ihor'],
      family: ['Дідух|didukh', 'Кравчишин|kravchyshyn', 'Підлісний|pidlisnyi'],
    },
  },
];
