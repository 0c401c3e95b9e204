package io.burnin.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against values that others have computed: published tables to the digits they print, and SciPy 1.17 (scipy.stats.beta, chi2,
 * binom, theilslopes, kendalltau) to 1e-9.
 */
class ReferenceValuesTest {

    private static final Offset<Double> EXACT = within(1e-9);

    /** Yearly flow of the Nile at Aswan, 1871 to 1970 (Cobb, Biometrika 65, 1978; R's data set Nile). */
    private static final double[] NILE = {
        1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
        1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969,
        831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865,
        845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050,
        918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740
    };

    /** scipy.stats.beta.ppf. */
    @ParameterizedTest(name = "{0} of {1}: {2} to {3}, at least {4}, at most {5}")
    @CsvSource({
        "0, 10, 0.000000000000, 0.308497107819, 0.000000000000, 0.258865550893",
        "1, 10, 0.002528578544, 0.445016117028, 0.005116196892, 0.394163302437",
        "5, 10, 0.187086028447, 0.812913971553, 0.222441101008, 0.777558898992",
        "7, 59, 0.049055790642, 0.229292548957, 0.057028503601, 0.211325411223",
        "0, 1440, 0.000000000000, 0.002558443434, 0.000000000000, 0.002078207165",
        "1, 1440, 0.000017581657, 0.003863060514, 0.000035619709, 0.003290070958",
        "5, 1440, 0.001128352769, 0.008084261025, 0.001369125059, 0.007286750459",
        "20, 1000, 0.012258267972, 0.030720032683, 0.013293005535, 0.028930122851",
        "299, 300, 0.981568747952, 0.999915610868, 0.984285445108, 0.999829036968"
    })
    void aShareHasTheLimitsOfClopperAndPearson(
            long hits, long trials, double low, double high, double lower, double upper) {
        var share = new Proportion(hits, trials);

        assertThat(share.interval(0.95).low()).isCloseTo(low, EXACT);
        assertThat(share.interval(0.95).high()).isCloseTo(high, EXACT);
        assertThat(share.lower(0.95)).isCloseTo(lower, EXACT);
        assertThat(share.upper(0.95)).isCloseTo(upper, EXACT);
    }

    /** Clopper and Pearson, Biometrika 26, 1934; as printed in Documenta Geigy. */
    @ParameterizedTest(name = "{0} of 10: {1} to {2}")
    @CsvSource({"0, 0, 0.3085", "1, 0.0025, 0.4450", "5, 0.1871, 0.8129"})
    void aShareHasThePublishedLimits(long hits, double low, double high) {
        Interval interval = new Proportion(hits, 10).interval(0.95);

        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    /** What follows from the formula without any table: (1 - p)^n = 5 %. */
    @ParameterizedTest(name = "none of {0}")
    @CsvSource({"1", "59", "299", "1440", "2995", "29956"})
    void aCleanShareIsAtMostWhatItsFormulaSays(long trials) {
        double closed = 1 - Math.pow(0.05, 1.0 / trials);

        assertThat(new Proportion(0, trials).upper(0.95)).isCloseTo(closed, EXACT);
        assertThat(new Proportion(trials, trials).lower(0.95)).isCloseTo(1 - closed, EXACT);
    }

    /** The definition itself, summed up: with the upper limit so few hits have a probability of 5 %, with the lower so many. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"0, 20", "1, 20", "3, 59", "7, 100", "12, 250"})
    void theTailsBeyondTheLimitsHoldTheDoubt(int hits, int trials) {
        var share = new Proportion(hits, trials);

        assertThat(atMost(hits, trials, share.upper(0.95))).isCloseTo(0.05, EXACT);
        if (hits > 0) {
            assertThat(1 - atMost(hits - 1, trials, share.lower(0.95))).isCloseTo(0.05, EXACT);
        }
    }

    private static double atMost(int hits, int trials, double share) {
        double term = Math.pow(1 - share, trials);
        double sum = term;
        for (int k = 1; k <= hits; k++) {
            term *= (trials - k + 1.0) / k * share / (1 - share);
            sum += term;
        }
        return sum;
    }

    /** scipy.stats.chi2.ppf. */
    @ParameterizedTest(name = "{0} events: {1} to {2}, at least {3}, at most {4}")
    @CsvSource({
        "0, 0.000000000000, 3.688879454114, 0.000000000000, 2.995732273554",
        "1, 0.025317807984, 5.571643390939, 0.051293294388, 4.743864518391",
        "2, 0.242209278544, 7.224687667724, 0.355361510699, 6.295793621872",
        "5, 1.623486390118, 11.668332079323, 1.970149568060, 10.513034908742",
        "10, 4.795388696132, 18.390356042018, 5.425405697091, 16.962219235722",
        "100, 81.363991250923, 121.626793792426, 84.139277218314, 118.079272782097"
    })
    void eventsHaveTheLimitsOfPoisson(long events, double low, double high, double lower, double upper) {
        var count = new PoissonCount(events);

        assertThat(count.interval(0.95).low()).isCloseTo(low, EXACT);
        assertThat(count.interval(0.95).high()).isCloseTo(high, EXACT);
        assertThat(count.lower(0.95)).isCloseTo(lower, EXACT);
        assertThat(count.upper(0.95)).isCloseTo(upper, EXACT);
    }

    /** Garwood, Biometrika 28, 1936; Pearson and Hartley, Biometrika Tables for Statisticians I, table 40. */
    @ParameterizedTest(name = "{0} events: {1} to {2}")
    @CsvSource({"0, 0, 3.69", "1, 0.0253, 5.57", "2, 0.242, 7.22", "5, 1.62, 11.67", "10, 4.80, 18.39"})
    void eventsHaveThePublishedLimits(long events, double low, double high) {
        Interval interval = new PoissonCount(events).interval(0.95);

        assertThat(interval.low()).isCloseTo(low, within(0.005));
        assertThat(interval.high()).isCloseTo(high, within(0.006));
    }

    /** scipy.stats.binom, from the definition: Hahn and Meeker, Statistical Intervals, 5.2. */
    @ParameterizedTest(name = "quantile {0} of {1}: ranks {2} and {3}")
    @CsvSource({
        "0.5, 10, 2, 9",
        "0.5, 100, 42, 59",
        "0.9, 50, 41, 49",
        "0.95, 100, 91, 99",
        "0.95, 200, 185, 196",
        "0.95, 480, 448, 465",
        "0.95, 1440, 1354, 1382",
        "0.99, 1000, 985, 996",
        "0.999, 5000, 4991, 4999"
    })
    void aQuantileLiesBetweenRanks(double share, int n, int lower, int upper) {
        var quantile = new Quantile(share);

        assertThat(quantile.lowerRank(n, 0.95)).hasValue(lower);
        assertThat(quantile.upperRank(n, 0.95)).hasValue(upper);
    }

    /** kendalltau and theilslopes of SciPy, and the formulas of Hamed and Rao in NumPy, on the flow of the Nile. */
    @Test
    void theFlowOfTheNileHasTheTrendThatOthersFind() {
        double[] years = IntStream.range(0, NILE.length).mapToDouble(i -> i).toArray();
        double[] residuals = IntStream.range(0, NILE.length)
                .mapToDouble(i -> NILE[i] + 2.6 * i)
                .toArray();

        var test = MannKendall.of(NILE, residuals);
        Trend trend = Trend.ofPoints(years, NILE);

        assertThat(test.s()).isEqualTo(-1387);
        assertThat(test.variance()).isCloseTo(112728.333333333333, EXACT);
        assertThat(test.hamedRao()).isCloseTo(2.142898327099, EXACT);
        assertThat(test.firstOrder()).isCloseTo(2.261410627205, EXACT);
        assertThat(test.z()).isCloseTo(-2.819979195645, EXACT);
        assertThat(test.p()).isCloseTo(0.00480267631018, EXACT);
        assertThat(trend.perHour()).isCloseTo(-2.6, EXACT);
        assertThat(trend.interval(0.95).low()).isCloseTo(-4.244897959183674, EXACT);
        assertThat(trend.interval(0.95).high()).isCloseTo(-0.8, EXACT);
        assertThat(trend.lower(0.95)).isCloseTo(-3.9696969696969697, EXACT);
        assertThat(trend.upper(0.95)).isCloseTo(-1.0810810810810811, EXACT);
    }

    /** The same without autocorrelation: then it is the plain test of Mann and Kendall, with ties. */
    @Test
    void aTrendOfIndependentValuesIsTheTextbooks() {
        double[] values = {5, 7, 6, 8, 8, 9, 7, 10, 12, 11, 13, 12};
        double[] steps = IntStream.range(0, values.length).mapToDouble(i -> i).toArray();

        Trend trend = Trend.ofPoints(steps, values);

        assertThat(trend.p()).isCloseTo(0.00055424635736, EXACT);
        assertThat(trend.perHour()).isCloseTo(2.0 / 3, EXACT);
        assertThat(trend.interval(0.95).low()).isCloseTo(0.5, EXACT);
        assertThat(trend.interval(0.95).high()).isCloseTo(0.875, EXACT);
    }

    @Test
    void equalValuesShareTheMeanOfTheirRanks() {
        assertThat(MannKendall.ranks(new double[] {3, 1, 3, 2, 3})).containsExactly(4, 1, 4, 2, 4);
    }

    /** Wald, Sequential Analysis, 1947: so many clean trials tell 0.5 % from 1 %, and so on. */
    @ParameterizedTest(name = "{0} against {1}: accepts after {2} clean trials")
    @CsvSource({"0.005, 0.01, 585", "0.001, 0.01, 326", "0.0001, 0.001, 3270", "0.0005, 0.001, 5885"})
    void theSequentialTestFallsWithEachCleanTrial(double acceptable, double unacceptable, long trials) {
        var test = new SequentialTest(acceptable, unacceptable, 0.05);

        assertThat(test.logLikelihoodRatio(new Proportion(0, trials))).isLessThanOrEqualTo(-Math.log(19));
        assertThat(test.logLikelihoodRatio(new Proportion(0, trials - 1))).isGreaterThan(-Math.log(19));
    }

    /** 1 % against 2 %: 5 hits are worth 5 ln 2, and each clean trial costs ln(0.99 / 0.98). */
    @Test
    void theSequentialTestRejectsWhereTheRatioIsNineteen() {
        var test = new SequentialTest(0.01, 0.02, 0.05);

        assertThat(test.rejects(new Proportion(5, 56), 1)).isTrue();
        assertThat(test.rejects(new Proportion(5, 57), 1)).isFalse();
        assertThat(test.rejects(new Proportion(5, 56), 1.01)).isFalse();
    }

    @Test
    void hitsThatComeTogetherAreDispersed() {
        long[] trials = IntStream.range(0, 20).mapToLong(i -> 10).toArray();
        long[] together = new long[20];
        together[7] = 10;
        long[] even = IntStream.range(0, 20).mapToLong(i -> i % 2).toArray();

        assertThat(SequentialTest.dispersion(together, trials).orElseThrow()).isCloseTo(10, EXACT);
        assertThat(SequentialTest.dispersion(even, trials).orElseThrow()).isLessThan(1);
        assertThat(SequentialTest.dispersion(new long[20], trials)).isEmpty();
    }
}
