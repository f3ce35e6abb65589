import type { NamePool } from './name-pool';

const latin = { script: 'Latin', order: 'given_first' } as const;

/** Names of western and northern Europe, with the accents they are written with. */
export const westernEuropeanNames: readonly NamePool[] = [
  {
    ...latin,
    language: 'English',
    learners: 7,
    women: {
      given: ['Harriet', 'Eleanor', 'Imogen', 'Chloë', 'Rosalind'],
      family: ['Whitlock', 'Pemberton', 'Ashdown', 'Okafor-Reed', 'Thackray'],
    },
    men: {
      given: ['Rufus', 'Callum', 'Alistair', 'Theo', 'Gareth'],
      family: ['Whitlock', 'Ashdown', 'Hollingworth', 'St John-Hale', 'O’Hanrahan'],
    },
  },
  {
    ...latin,
    language: 'French',
    learners: 6,
    women: {
      given: ['Anaïs', 'Héloïse', 'Noémie', 'Maëlle', 'Françoise'],
      family: ['Béranger', 'Crèvecœur', 'Garçonnet', 'Desprès', 'Thévenoux'],
    },
    men: {
      given: ['Loïc', 'François-Xavier', 'Benoît', 'Gaëtan', 'Rémi'],
      family: ['Béranger', 'Crèvecœur', 'Châtelet-Roÿ', 'L’Hévéder', 'Thévenoux'],
    },
  },
  {
    ...latin,
    language: 'German',
    learners: 6,
    women: {
      given: ['Käthe', 'Jördis', 'Änne', 'Bärbel', 'Ulrike'],
      family: ['Schönfelder', 'Weißenfels', 'Bräuninger', 'Süßkind', 'Köhlmann'],
    },
    men: {
      given: ['Jörg', 'Götz', 'Jürgen', 'Lüder', 'Sören'],
      family: ['Größmann', 'Weißenfels', 'Hübschle', 'Köhlmann', 'von der Mühle'],
    },
  },
  {
    ...latin,
    language: 'Spanish',
    learners: 6,
    women: {
      given: ['María José', 'Begoña', 'Rocío', 'Ángela', 'Inmaculada'],
      family: ['Núñez Ibáñez', 'Muñoz Peñalver', 'Ordóñez Güell', 'Cañizares Vélez'],
    },
    men: {
      given: ['Iñaki', 'Andrés', 'José Ángel', 'Nicolás', 'Joaquín'],
      family: ['Agüero Lázaro', 'Peñalver Ríos', 'Ordóñez Güell', 'Zúñiga Míguez'],
    },
  },
  {
    ...latin,
    language: 'Portuguese',
    learners: 6,
    women: {
      given: ['Inês', 'Conceição', 'Luísa', 'Mônica', 'Beatriz'],
      family: ['de Araújo Simões', 'Guimarães', 'da Assunção', 'Nóbrega', 'Leitão'],
    },
    men: {
      given: ['João', 'Antônio', 'Sebastião', 'Inácio', 'Estêvão'],
      family: ['Gonçalves Leitão', 'Brandão Peçanha', 'da Assunção', 'Nóbrega', 'Simões'],
    },
  },
  {
    ...latin,
    language: 'Italian',
    learners: 4,
    women: {
      given: ['Benedetta', 'Letizia', 'Noemi'],
      family: ['Cantù', 'Zuccalà', 'D’Ambrosio Forlì'],
    },
    men: { given: ['Niccolò', 'Giosuè', 'Ettore'], family: ['Cantù', 'Zuccalà', 'Pagàn'] },
  },
  {
    ...latin,
    language: 'Dutch',
    learners: 3,
    women: { given: ['Daniëlle', 'Maartje'], family: ['van den Broek', 'Ruijsseveldt'] },
    men: { given: ['Joël', 'Sjoerd', 'Daniël'], family: ['de Coninck', 'Zuidema'] },
  },
  {
    ...latin,
    language: 'Irish',
    learners: 3,
    women: {
      given: ['Aoife', 'Róisín', 'Sorcha'],
      family: ['Ní Bhraonáin', 'Ní Shúilleabháin', 'Nic Gearailt'],
    },
    men: {
      given: ['Pádraig', 'Ciarán', 'Oisín'],
      family: ['Ó Súilleabháin', 'Ó Gallchóir', 'Mac Giolla Bhríde'],
    },
  },
  {
    ...latin,
    language: 'Scandinavian',
    learners: 5,
    women: {
      given: ['Åse', 'Bjørg', 'Märta', 'Solfrid'],
      family: ['Østergård', 'Åkerlund', 'Nørgaard', 'Bjørnstad'],
    },
    men: {
      given: ['Øyvind', 'Åke', 'Jørgen', 'Håvard'],
      family: ['Østergård', 'Åkerlund', 'Håkansson', 'Bjørnstad'],
    },
  },
  {
    ...latin,
    language: 'Icelandic',
    learners: 4,
    women: {
      given: ['Guðrún', 'Þórdís', 'Sigríður', 'Ásdís'],
      family: ['Sigurðardóttir', 'Þorsteinsdóttir', 'Björnsdóttir'],
    },
    men: {
      given: ['Ægir', 'Þórður', 'Hörður', 'Sigurður'],
      family: ['Guðmundsson', 'Þorvaldsson', 'Magnússon'],
    },
  },
  {
    ...latin,
    language: 'Finnish',
    learners: 3,
    women: { given: ['Päivi', 'Tuulikki'], family: ['Hämäläinen', 'Lähteenmäki', 'Yli-Äyhö'] },
    men: { given: ['Väinö', 'Yrjö', 'Jyrki'], family: ['Mäkipää', 'Lähteenmäki', 'Pöyhönen'] },
  },
];
