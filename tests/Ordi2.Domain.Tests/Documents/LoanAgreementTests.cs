using System.Text.Json;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Loans;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;

namespace Ordi2.Domain.Tests.Documents;

public sealed class LoanAgreementTests
{
    [Fact]
    public void An_agreement_says_what_was_agreed_and_by_whom_and_is_of_the_machines_of_the_dossier()
    {
        var order = Signed(out var loan);
        using var content = JsonDocument.Parse(order.Render.Content);
        var fields = content.RootElement.EnumerateObject().Select(field => field.Name).ToArray();

        Assert.Equal(loan.Terms!.Dossier, order.MachinesOf);
        Assert.DoesNotContain(fields, field => field is "loan" && content.RootElement.GetProperty(field).ValueKind is JsonValueKind.Object);
        Assert.DoesNotContain(fields, field => field is "returns" or "reminders" or "openLines" or "swaps" or "filed" or "version" or "status");
        Assert.Superset(
            new HashSet<string>((string[])["lender", "relay", "borrower", "purpose", "validFrom", "validTo", "freeOfCharge", "duties", "signatures"], StringComparer.Ordinal),
            fields.ToHashSet(StringComparer.Ordinal));
        var signatures = content.RootElement.GetProperty("signatures").EnumerateArray().ToArray();
        Assert.Equal([Partner.Id.Text, Workshop.Id.Text, Epn.Id.Text], signatures.Select(one => one.GetProperty("organisation").GetString()));
        Assert.Equal(["on-paper", "by-account", "by-account"], signatures.Select(one => one.GetProperty("how").GetString()));
        Assert.All(signatures, one => Assert.Equal(Now, one.GetProperty("signedAt").GetDateTimeOffset()));
    }

    [Fact]
    public void An_agreement_says_on_which_days_the_borrower_is_accompanied_and_where_machines_are_named_that_it_does_not_name()
    {
        var order = Signed(out var loan);
        Assert.Equal(loan.Terms!.Dossier, order.SessionsOf);
        using var bare = JsonDocument.Parse(order.Accompanied([new(2027, 5, 2), new(2027, 4, 3)]).Naming([]).Render.Content);
        Assert.Equal(["2027-04-03", "2027-05-02"], bare.RootElement.GetProperty("accompanimentDates").EnumerateArray().Select(day => day.GetString()));
        Assert.Equal(("none-yet", "named-by-handover-record"), (bare.RootElement.GetProperty("machinesSoFar").GetString(), bare.RootElement.GetProperty("machinesLater").GetString()));

        using var full = JsonDocument.Parse(order.Naming([new("H4T9CXB", DeviceType.Laptop, null, null, null, null)]).Render.Content);
        Assert.False(full.RootElement.TryGetProperty("machinesSoFar", out _));
        Assert.Equal("named-by-handover-record", full.RootElement.GetProperty("machinesLater").GetString());
    }

    [Theory]
    [InlineData("CM-", null)]
    [InlineData("MD-", null)]
    [InlineData("MD-2027-", "MD-2027-")]
    public void A_number_that_the_step_had_by_itself_now_or_once_is_printed_by_no_agreement(string before, string? printed) =>
        Assert.Equal(printed is null ? null : printed + "LO-1", StepNumbers.Written(DocumentKind.LoanAgreement, "LO-1", before + "LO-1"));

    [Fact]
    public void Whoever_signs_next_is_told_the_number_that_the_first_side_signed()
    {
        var bench = new Bench<LoanConvention, LoanCommand, LoanEvent, LoanTerms>(Kinds.Loan, WithDossier());
        bench.Do(Convention, Animator);
        Assert.Null(bench.Terms.Document);
        bench.Do(new SignLoan(LoanParty.Lender, "MD-1"), Supervisor);
        Assert.Equal("MD-1", bench.Terms.Document);
    }

    private static DocumentOrder Signed(out LoanConvention loan)
    {
        var bench = new Bench<LoanConvention, LoanCommand, LoanEvent, LoanTerms>(Kinds.Loan, WithDossier());
        bench.Do(Convention, Animator);
        bench.Do(new SignLoan(LoanParty.Borrower, "MD-1", OnPaper: true), Animator);
        bench.Do(new SignLoan(LoanParty.Lender, "MD-1"), Supervisor);
        bench.Do(new SignLoan(LoanParty.Relay, "MD-1"), Animator);
        loan = bench.State;
        return Assert.Single(AgreementPapers.Of(loan, new Recorded<LoanEvent>(
            bench.Terms.Version,
            new LoanSigned(LoanParty.Relay, "MD-1", false),
            new Provenance(bench.Now, bench.Now, Animator.Person, Animator.Organisation, Animator.Device, Guid.Empty))));
    }
}
