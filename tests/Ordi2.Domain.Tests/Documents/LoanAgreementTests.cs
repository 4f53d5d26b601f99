using System.Text.Json;
using Ordi2.Contracts.Loans;
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
