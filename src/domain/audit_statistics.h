#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace rasoat::domain {

/// How surprising a count is: exact tails of the distributions the audit uses, and the correction for looking
/// at many places at once (methods.md section 5). Pure; shares and probabilities are between 0 and 1.

/// P(X >= seen) for X binomial(trials, share).
double binomial_upper(std::int64_t seen, std::int64_t trials, double share);
/// P(X <= seen).
double binomial_lower(std::int64_t seen, std::int64_t trials, double share);
/// Two-sided exact p: the probability of everything that is no likelier than what was seen.
double binomial_two_sided(std::int64_t seen, std::int64_t trials, double share);
/// P(X <= seen) for X Poisson(mean).
double poisson_lower(std::int64_t seen, double mean);
double poisson_upper(std::int64_t seen, double mean);  ///< P(X >= seen)
double normal_upper(double z);                         ///< P(Z >= z)

/// A share that is expected but not known exactly: its logit lies around that of `share` with this standard
/// error. 0 = known.
struct ExpectedShare {
  double share = 0.5;
  double logit_error = 0;
};
/// The exact tails averaged over what the expected share may be.
double uncertain_upper(std::int64_t seen, std::int64_t trials, const ExpectedShare& expected);
double uncertain_lower(std::int64_t seen, std::int64_t trials, const ExpectedShare& expected);

/// Benjamini-Hochberg: the false discovery rate at which each p would just be reported, in the order given.
std::vector<double> benjamini_hochberg(const std::vector<double>& p);

/// Whipple's index of ages 23 to 62: 1 = no preference for 0 and 5, 5 = nothing else. Nothing without ages.
std::optional<double> whipple(const std::vector<int>& ages);

/// Chi-square of last digits 0..9 against equal shares, with its p at 9 degrees of freedom. Only for freely
/// entered amounts, never for point scores that move in fixed steps.
struct DigitTest {
  double chi_square = 0;
  double p = 1;
};
std::optional<DigitTest> last_digits(const std::vector<std::int64_t>& amounts);

/// One-way intraclass correlation ICC1 = (MSB − MSW) / (MSB + (m − 1) MSW): how much of the spread of a score
/// lies between groups. m is the adjusted mean group size; nothing under two groups or without spread.
std::optional<double> intraclass_correlation(const std::vector<std::vector<double>>& groups);

double median(std::vector<double> values);  ///< 0 for none
double logit(double share);

}  // namespace rasoat::domain
