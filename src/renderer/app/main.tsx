import '../ui/theme/tokens.css';
import '../ui/theme/fonts.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import '../ui/theme/base.css';
import { createRoot } from 'react-dom/client';
import { startTheme } from '../ui/theme/color-scheme';
import { restoreDensity } from '../ui/theme/density';
import { App } from './app';

startTheme();
restoreDensity();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
