/** What is deployed to Kubernetes, and plans to change it. */
@NullMarked
package io.matih.streaming.cli.deployment;

import org.jspecify.annotations.NullMarked;
