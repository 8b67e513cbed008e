/** What the results page shows of a job: declared in one place, computed for any table. */
@NullMarked
package io.matih.streaming.cli.page.section;

import org.jspecify.annotations.NullMarked;
