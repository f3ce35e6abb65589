import '../ui/theme/tokens.css';
import '../ui/theme/fonts.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import '../ui/theme/base.css';
import { createRoot } from 'react-dom/client';
import { client, prefetch } from '../client';
import { startTheme } from '../ui/theme/color-scheme';
import { restoreDensity } from '../ui/theme/density';
import { readLocation } from '../ui/navigation/location';
import { App } from './app';
import { findRoute } from './route';
import { routes } from './routes';

// The page's own code comes over while React starts, not after it.
void findRoute(routes, readLocation().path)?.route.preload();
// The engine works on what the first page shows while React starts.
if (readLocation().path === '/home') prefetch(client.home.summary, {});
prefetch(client.home.counts, {});
startTheme();
restoreDensity();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
