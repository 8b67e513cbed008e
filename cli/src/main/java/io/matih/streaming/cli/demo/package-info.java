/** Starts the platform and the jobs on this machine and tells how they are. */
@NullMarked
package io.matih.streaming.cli.demo;

import org.jspecify.annotations.NullMarked;
