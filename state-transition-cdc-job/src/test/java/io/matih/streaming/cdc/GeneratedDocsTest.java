package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.cdc.change.TransitionTable;
import io.matih.streaming.options.OptionsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The reference page of this job says what the code says; the other jobs' page is tested where all of them are on one class
 * path. {@code -Dmatih.docs=write} writes it anew.
 */
class GeneratedDocsTest {

    private static final Path PAGE = Path.of("..", "docs", "options-state-transition-cdc.md");

    @Test
    void pageIsThatOfTheJob() throws IOException {
        String expected =
                """
                # Options and table of state-transition-cdc

                Generated. How options are given, and what durations, sizes and secrets look like: [options](options.md).

                """
                        + OptionsReference.markdown(
                                StateTransitionCdcJob.JOB.name(), StateTransitionCdcJob.JOB.options())
                        + "\n## " + TransitionTable.LOG.name() + "\n\n"
                        + """
                        In the namespace `matih_analytics`, Iceberg format 2, Parquet with zstd, partitioned by the UTC day of
                        `created_at`.

                        """
                        + TransitionTable.LOG.markdown();

        if ("write".equals(System.getProperty("matih.docs"))) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).as("write it anew with -Dmatih.docs=write").hasContent(expected.stripTrailing());
    }
}
