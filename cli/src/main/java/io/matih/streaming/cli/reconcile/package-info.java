/** Recomputes from a job's source which record belongs where, and compares with where the job has put it. */
@NullMarked
package io.matih.streaming.cli.reconcile;

import org.jspecify.annotations.NullMarked;
