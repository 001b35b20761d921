import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** In CSS pixels: one line. */
export const NOTES_HEIGHT = 20;

/** What the reader must know of the picture above: what it lacks, or was left out. One line; the rest on hover. */
export function Notes({ notes }: { readonly notes: readonly string[] }) {
  const styles = useStyles2(getStyles);
  const text = notes.join(' ');
  return (
    <div className={styles.notes} title={text} role="note">
      {text}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  notes: css({
    height: NOTES_HEIGHT,
    lineHeight: `${NOTES_HEIGHT}px`,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    textOverflow: 'ellipsis',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
