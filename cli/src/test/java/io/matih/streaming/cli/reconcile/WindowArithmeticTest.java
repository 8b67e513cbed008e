package io.matih.streaming.cli.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.cli.reconcile.BooksScript.Click;
import org.junit.jupiter.api.Test;

class WindowArithmeticTest {

    private final BooksScript script = new BooksScript();
    private final Click first = script.click(0, 0, 5, "a");
    private final Click second = script.click(0, 1, 20, "a");
    private final Click third = script.click(0, 2, 40, "b");
    private final Click inOtherWindow = script.click(0, 3, 65, "a");

    private BooksScript rightRows() {
        return script.row(0, "a", first, second).row(0, "b", third).row(1, "a", inOtherWindow);
    }

    @Test
    void rightBooksHaveNoFindings() {
        Click malformed = script.malformed(0, 4);
        script.other(0, 5);
        Click late = script.click(0, 6, 200, "a");
        Click afterItsWindow = script.click(0, 7, 100, "a");

        assertThat(rightRows()
                        .row(3, "a", late)
                        .letter(malformed)
                        .late(afterItsWindow)
                        .findings())
                .isEmpty();
    }

    @Test
    void lostRecordIsNamed() {
        assertThat(script.row(0, "a", first)
                        .row(0, "b", third)
                        .row(1, "a", inOtherWindow)
                        .findings())
                .containsExactly("0 a: 1 record missing [lost clicks-0-1]");
    }

    @Test
    void doubledRecordIsNamed() {
        assertThat(script.row(0, "a", first, second, second)
                        .row(0, "b", third)
                        .row(1, "a", inOtherWindow)
                        .findings())
                .containsExactly("0 a: 1 record too many [doubled clicks-0-1]");
    }

    @Test
    void recordOfAnotherKeyIsMissedThereAndTooManyHere() {
        assertThat(script.row(0, "a", first)
                        .row(0, "b", third, second)
                        .row(1, "a", inOtherWindow)
                        .findings())
                .containsExactly(
                        "0 a: 1 record missing [lost clicks-0-1]",
                        "0 b: 1 record too many [misplaced clicks-0-1: belongs to window 1970-01-01T00:00:00Z, page=a]");
    }

    @Test
    void exchangedRecordsShowInTheHashAlone() {
        assertThat(script.row(0, "a", second, second)
                        .row(0, "b", third)
                        .row(1, "a", inOtherWindow)
                        .findings())
                .containsExactly("0 a: as many missing as too many [lost clicks-0-0, doubled clicks-0-1]");
    }

    @Test
    void severalLostRecordsAreCounted() {
        Click fifth = script.click(0, 4, 66, "a");
        Click sixth = script.click(0, 5, 67, "a");
        assertThat(script.row(0, "a", first, second)
                        .row(0, "b", third)
                        .row(1, "a", sixth)
                        .findings())
                .containsExactly("1 a: 2 records missing []");
        assertThat(fifth.hash()).isNotEqualTo(sixth.hash());
    }

    @Test
    void missingRowAndUnexpectedRowAreFound() {
        assertThat(script.row(0, "a", first, second)
                        .row(1, "a", inOtherWindow)
                        .row(2, "z", third, first)
                        .findings())
                .containsExactly("0 b: row missing [lost clicks-0-2]", "2 z: row unexpected []");
    }

    @Test
    void repeatedRowIsFound() {
        assertThat(rightRows().row(0, "a", first, second).findings()).containsExactly("0 a: row 2 times []");
    }

    @Test
    void windowThatFiredTwiceIsFound() {
        assertThat(script.row(0, "a", first)
                        .row(0, "a", second)
                        .row(0, "b", third)
                        .row(1, "a", inOtherWindow)
                        .findings())
                .containsExactly("0 a: 2 rows of revision 0 []");
    }

    @Test
    void highestRevisionCountsAndEachMustBeThereOnce() {
        BooksScript corrected = script.row(0, "a", 0, first)
                .row(0, "a", 1, first, second)
                .row(0, "b", third)
                .row(1, "a", 1, inOtherWindow);

        assertThat(corrected.findings()).containsExactly("1 a: older revision missing []");
    }

    @Test
    void lateEventThatIsInItsRowTooIsInTwoPlaces() {
        Click ahead = script.click(0, 4, 200, "b");
        Click late = script.click(0, 5, 30, "a");

        assertThat(script.row(0, "a", first, second, late)
                        .row(0, "b", third)
                        .row(1, "a", inOtherWindow)
                        .row(3, "b", ahead)
                        .late(late)
                        .findings())
                .containsExactly("0 a: 1 record too many [misplaced clicks-0-5: is in the late topic too]");
    }

    @Test
    void eventThatMayBeLateIsRightInEitherPlaceButMustBeInOne() {
        Click ahead = script.click(0, 4, 200, "b");
        Click late = script.click(0, 5, 30, "a");
        script.row(0, "b", third).row(1, "a", inOtherWindow).row(3, "b", ahead);

        assertThat(script.row(0, "a", first, second, late).findings()).isEmpty();
    }

    @Test
    void eventThatIsInNoneOfItsPlacesIsLost() {
        Click ahead = script.click(0, 4, 200, "b");
        script.click(0, 5, 30, "a");

        assertThat(rightRows().row(3, "b", ahead).findings())
                .containsExactly("0 a: 1 record missing [lost clicks-0-5]");
    }

    @Test
    void lateEventThatCameInTimeIsMisplaced() {
        assertThat(script.row(0, "a", first)
                        .row(0, "b", third)
                        .row(1, "a", inOtherWindow)
                        .late(second)
                        .findings())
                .containsExactly("misplaced clicks-0-1: is in the late topic, but came in time for its window");
    }

    @Test
    void outOfOrdernessAndAllowedLatenessCountForWhatIsInTime() {
        Click ahead = script.click(0, 4, 70, "b");
        Click atTheEnd = script.click(0, 5, 59, "b");
        script.row(0, "a", first, second).row(1, "a", inOtherWindow).row(1, "b", ahead);

        assertThat(script.row(0, "b", third).late(atTheEnd).findings()).isEmpty();
        BooksScript tolerant = new BooksScript().allowedLateness(1);
        Click newest = tolerant.click(0, 0, 70, "b");
        Click inTime = tolerant.click(0, 1, 59, "b");
        assertThat(tolerant.row(1, "b", newest).late(inTime).findings())
                .containsExactly("misplaced clicks-0-1: is in the late topic, but came in time for its window");
    }

    @Test
    void partitionThatHadBeenQuietMayFindItsWindowEnded() {
        Click begun = script.click(1, 0, 5, "b");
        Click woken = script.click(1, 1, 20, "b", 300);

        assertThat(script.row(0, "a", first, second)
                        .row(0, "b", third, begun)
                        .row(1, "a", inOtherWindow)
                        .late(woken)
                        .findings())
                .isEmpty();
    }

    @Test
    void badRecordThatIsNoDeadLetterIsLost() {
        script.malformed(0, 4);

        assertThat(rightRows().findings()).containsExactly("lost clicks-0-4: should be a dead letter (malformed_json)");
    }

    @Test
    void goodEventAmongTheDeadLettersIsMissedInItsWindow() {
        assertThat(script.row(0, "a", first)
                        .row(0, "b", third)
                        .row(1, "a", inOtherWindow)
                        .letter(second)
                        .findings())
                .containsExactly(
                        "0 a: 1 record missing [misplaced clicks-0-1: is a dead letter instead]",
                        "misplaced clicks-0-1: is a dead letter, but belongs to the window");
    }

    @Test
    void deadLetterThatWasAggregatedTooIsNamed() {
        Click malformed = script.malformed(0, 4);

        assertThat(script.row(0, "a", first, second, malformed)
                        .row(0, "b", third)
                        .row(1, "a", inOtherWindow)
                        .letter(malformed)
                        .findings())
                .containsExactly("0 a: 1 record too many [misplaced clicks-0-4: should be a dead letter only]");
    }

    @Test
    void filteredRecordBelongsNowhere() {
        Click other = script.other(0, 4);

        assertThat(rightRows().late(other).findings())
                .containsExactly("misplaced clicks-0-4: is in the late topic, but belongs to the filtered ones");
    }

    @Test
    void carriedRecordThatTheSourceDoesNotHaveIsAStranger() {
        Click unknown = new BooksScript().click(1, 77, 5, "a");

        assertThat(rightRows().late(unknown).findings()).containsExactly("stranger clicks-1-77");
    }

    @Test
    void eventThatWasFromTheFutureByTheJobsClockIsADeadLetter() {
        assertThat(script.row(0, "a", first)
                        .row(0, "b", third)
                        .row(1, "a", inOtherWindow)
                        .futureLetter(second)
                        .findings())
                .isEmpty();
    }

    @Test
    void recordsThatTheJobMayNotHaveReadAreRightAnywhere() {
        script.malformed(0, 4);
        Click unread = script.click(0, 5, 50, "a");
        rightRows().decidedBefore(4);

        assertThat(script.findings()).isEmpty();
        BooksScript read = new BooksScript().decidedBefore(0);
        Click aggregated = read.click(0, 0, 50, "a");
        assertThat(read.row(0, "a", aggregated).findings()).isEmpty();
        assertThat(unread.hash()).isNotEqualTo(aggregated.hash());
    }
}
