import { defineTexts } from '../../ui/i18n/texts';

export const texts = defineTexts('home', {
  title: 'Home',
});
