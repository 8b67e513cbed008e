package io.matih.streaming.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReliabilityReportTest {

    private static final String KILLED = Results.title(TaskManagerFault.KILLED);
    private static final String PAUSED = Results.title(JobManagerFault.PAUSED);

    @Test
    void addsUpTheEpisodesOfAllJobs() throws JsonProcessingException {
        String text = new ReliabilityReport(List.of(
                        episode("llm-ops", 7, "2026-11-02", 1_200, 0, strike(5.0, 9.0, KILLED)),
                        episode("session-analytics", 3, "2026-11-05", 800, 2, strike(7.0, 11.0, KILLED, PAUSED))))
                .text();

        assertThat(text)
                .startsWith("3 faults in 2 episodes (llm-ops 1, session-analytics 2), 2,000 records: "
                        + "**2 lost, 0 doubled, 0 misplaced**. Seeds 3 to 7, 2026-11-02 to 2026-11-05, ");
    }

    @Test
    void timesBelongToTheFaultThatStruckLast() throws JsonProcessingException {
        String text = new ReliabilityReport(
                        List.of(episode("llm-ops", 1, "2026-11-02", 1, 0, strike(7.0, 11.0, KILLED, PAUSED))))
                .text();

        assertThat(text).contains("| " + KILLED + " | 1 | | | | | | |");
        assertThat(text).contains("| " + PAUSED + " | 1 | 7.0 s | 7.0 s | 7.0 s | 11.0 s | 11.0 s | 11.0 s |");
    }

    @Test
    void promisesAreComparedWithTheSecondSlowestOfTwenty() throws JsonProcessingException {
        StringBuilder strikes = new StringBuilder();
        for (int second = 20; second > 0; second--) {
            strikes.append(strikes.isEmpty() ? "" : ",").append(strike(second, second + 0.5, KILLED));
        }
        String text =
                new ReliabilityReport(List.of(episode("llm-ops", 1, "2026-11-02", 1, 0, strikes.toString()))).text();

        assertThat(text).contains("| a TaskManager is killed | 20 | 19.0 s | 15 s | 19.5 s | 30 s |");
        assertThat(text).doesNotContain("| a JobManager is killed |");
    }

    @Test
    void replacesOnlyWhatStandsBetweenItsMarks(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("reliability.md");
        Files.writeString(page, "before\n<!-- fault series: generated -->\nold\n<!-- end of fault series -->\nafter\n");
        new ReliabilityReport(List.of(episode("llm-ops", 1, "2026-11-02", 1, 0, strike(5, 9, KILLED)))).writeInto(page);

        assertThat(page).content().startsWith("before\n<!-- fault series: generated -->\n\n1 faults in 1 episodes");
        assertThat(page)
                .content()
                .endsWith("<!-- end of fault series -->\nafter\n")
                .doesNotContain("old");
    }

    @Test
    void aPageWithoutMarksStaysAsItIs(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(folder.resolve("other.md"), "text");
        ReliabilityReport report =
                new ReliabilityReport(List.of(episode("llm-ops", 1, "2026-11-02", 1, 0, strike(5, 9, KILLED))));

        assertThatThrownBy(() -> report.writeInto(page)).hasMessageContaining("other.md: expected the marks");
        assertThat(page).content().isEqualTo("text");
    }

    private static JsonNode episode(String job, int seed, String at, int records, int lost, String strikes)
            throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(
                        """
                        {"job":"%s","seed":%d,"at":"%s","records":%d,"lost":%d,"doubled":0,"misplaced":0,"strikes":[%s]}
                        """
                                .formatted(job, seed, at, records, lost, strikes));
    }

    private static String strike(double running, double commit, String... faults) {
        return "{\"running\":%s,\"commit\":%s,\"faults\":[\"%s\"]}"
                .formatted(running, commit, String.join("\",\"", faults));
    }
}
