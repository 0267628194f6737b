// SPDX-License-Identifier: Apache-2.0
import { createApp } from 'vue';
import App from './App.vue';
import { useI18n } from './composables/useI18n';
import { startPreferences, usePreferences } from './composables/usePreferences';
import { useServer } from './composables/useServer';
import { startTicking } from './composables/useTimeRange';
import { router } from './router';
import './styles/tokens.css';
import './styles/base.css';

startPreferences();
void useServer().ensure();
await useI18n().set(usePreferences().preferences.locale);
startTicking();
createApp(App).use(router).mount('#app');
