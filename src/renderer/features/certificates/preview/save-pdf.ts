/** Offers bytes as a file: the system asks where to put it. Nothing in the workspace changes. */
export function savePdf(bytes: Uint8Array<ArrayBuffer>, fileName: string): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
