/** The results page: a small web server on the loopback interface and what it shows. */
@NullMarked
package io.matih.streaming.cli.page;

import org.jspecify.annotations.NullMarked;
