// Layered styles, so that our own modules win whatever order the chunks arrive in.
import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';
import './toaster.css';
