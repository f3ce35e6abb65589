import type { NamePool } from './name-pool';

const latin = { script: 'Latin', order: 'given_first' } as const;

/** Names of central and eastern Europe, Turkey, West Africa and Viet Nam in Latin letters. */
export const furtherLatinNames: readonly NamePool[] = [
  {
    ...latin,
    language: 'Polish',
    learners: 7,
    women: {
      given: ['Zofia', 'Małgorzata', 'Łucja', 'Bożena', 'Kinga'],
      family: ['Wiśniewska', 'Zielińska', 'Grąbczewska', 'Jabłońska', 'Źrebiec'],
    },
    men: {
      given: ['Paweł', 'Michał', 'Łukasz', 'Grzegorz', 'Wojciech'],
      family: ['Szczepański', 'Żurawski', 'Grześkowiak', 'Wróblewski', 'Dąbek'],
    },
  },
  {
    ...latin,
    language: 'Czech',
    learners: 6,
    women: {
      given: ['Lenka', 'Markéta', 'Jiřina', 'Šárka', 'Zdeňka'],
      family: ['Hrušková', 'Kučerová', 'Řezníčková', 'Beránková', 'Třešňáková'],
    },
    men: {
      given: ['Ondřej', 'Zdeněk', 'Luděk', 'Matěj', 'Tomáš'],
      family: ['Hruška', 'Kopřiva', 'Jeřábek', 'Kozlíček', 'Holeček'],
    },
  },
  {
    ...latin,
    language: 'Hungarian',
    learners: 4,
    order: 'family_first',
    women: {
      given: ['Ágnes', 'Zsófia', 'Réka', 'Erzsébet'],
      family: ['Kőműves', 'Győrffy', 'Hegedűs', 'Szűcs'],
    },
    men: {
      given: ['Gergő', 'Máté', 'Bálint', 'Csongor'],
      family: ['Lőrincz', 'Győrffy', 'Hegedűs', 'Pintér'],
    },
  },
  {
    ...latin,
    language: 'Romanian',
    learners: 4,
    women: {
      given: ['Ștefania', 'Ioana', 'Mihaela'],
      family: ['Țăranu', 'Bălășescu', 'Șerbănescu'],
    },
    men: { given: ['Răzvan', 'Ștefan', 'Iuliu'], family: ['Țăranu', 'Crețu', 'Pădurariu'] },
  },
  {
    ...latin,
    language: 'Lithuanian',
    learners: 3,
    women: { given: ['Eglė', 'Živilė', 'Rūta'], family: ['Žukauskienė', 'Petrauskaitė'] },
    men: { given: ['Žygimantas', 'Tautvydas'], family: ['Šimkūnas', 'Bružas'] },
  },
  {
    ...latin,
    language: 'Croatian',
    learners: 4,
    women: { given: ['Željka', 'Đurđica', 'Vesna'], family: ['Čavić', 'Šimunović', 'Žilić'] },
    men: { given: ['Krešimir', 'Zvonko', 'Šime'], family: ['Čavić', 'Đurđević', 'Žilić'] },
  },
  {
    ...latin,
    language: 'Turkish',
    learners: 6,
    women: {
      given: ['Ayşegül', 'Çiğdem', 'İpek', 'Özlem', 'Gülizar'],
      family: ['Güneş', 'Kılıçoğlu', 'Öztürk', 'Doğan', 'Şahinbaş'],
    },
    men: {
      given: ['Oğuzhan', 'İbrahim', 'Ümit', 'Tuğrul', 'Çağatay'],
      family: ['Güneş', 'Kılıçoğlu', 'Öztürk', 'Doğan', 'Şimşekçi'],
    },
  },
  {
    ...latin,
    language: 'Yoruba',
    learners: 6,
    women: {
      given: ['Adéọlá', 'Ọmọ́tọ́lá', 'Títílayọ̀', 'Yétúndé'],
      family: ['Ògúnlẹ́yẹ', 'Akínwándé', 'Ọlátúnjí', 'Ọ̀ṣúntókun'],
    },
    men: {
      given: ['Ayọ̀délé', 'Babátúndé', 'Olúṣẹ́gun', 'Káyọ̀dé'],
      family: ['Ògúnlẹ́yẹ', 'Akínwándé', 'Ọlátúnjí', 'Adéṣínà'],
    },
  },
  {
    ...latin,
    language: 'Vietnamese',
    learners: 8,
    order: 'family_first',
    women: {
      given: ['Thị Thu Hà', 'Thị Ngọc Ánh', 'Thùy Dương', 'Bích Phượng', 'Khánh Quỳnh'],
      family: ['Nguyễn', 'Trần', 'Phạm', 'Đặng', 'Bùi'],
    },
    men: {
      given: ['Văn Đức', 'Quốc Bảo', 'Hữu Phước', 'Minh Tuấn', 'Đình Khôi'],
      family: ['Nguyễn', 'Lê', 'Hoàng', 'Vũ', 'Đỗ'],
    },
  },
];
