export { CertificatesPage } from './certificates-page';
export { IssuePage } from './issue/issue-page';
