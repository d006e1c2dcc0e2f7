// Starts session-api as a process.
import { startApi } from '@authlab/api-kit';
import { createApp } from './create-app.ts';

await startApi(createApp);
