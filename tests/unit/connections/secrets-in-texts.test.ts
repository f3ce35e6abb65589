import { describe, expect, test } from 'vitest';
import { redact, redactUrls } from '../../../src/main/engine/log/redact';

describe('what is written down', () => {
  test('holds no password of a URL, also where its signs were not encoded', () => {
    for (const password of [
      'hunter2',
      'hun@ter2',
      'hun/ter2',
      'hun?ter2',
      'hun:ter2',
      'hun#ter2',
    ]) {
      const text = `failed at postgres://ann:${password}@db.example.org/lms?x=1 today`;
      for (const clean of [redact(text), redactUrls(text)]) {
        expect(clean).toBe('failed at postgres://ann:•••@db.example.org/lms?x=1 today');
      }
    }
    expect(redactUrls('postgres:///lms?user=a&password=hunter2&x=1')).toBe(
      'postgres:///lms?user=a&password=•••&x=1',
    );
  });

  test('stays JSON', () => {
    const line = JSON.stringify({ url: 'postgres://a:b@h/d', mail: 'x@y.z', password: 'p' });
    expect(JSON.parse(redact(line))).toEqual({
      url: 'postgres://a:•••@h/d',
      mail: 'x@y.z',
      password: '•••',
    });
  });
});
