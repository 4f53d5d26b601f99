using Ordi2.Contracts;
using Ordi2.Scanner.Simulation;

namespace Ordi2.Scanner.Tests;

public class TerritoryTests
{
    [Fact]
    public void A_missing_role_is_named_and_the_message_says_which_file_to_use()
    {
        var profile = Given.Profile("pole", Contracts.Organisations.Activity.Pole);
        var problem = Assert.Throws<SimulationException>(() => Territory.Of(
            [new Account("Pole", profile.Id, Role.Coordinator, "token")], new Dictionary<Contracts.Organisations.OrganisationId, Contracts.Organisations.OrganisationProfile> { [profile.Id] = profile }));

        Assert.Contains("DONOR", problem.Message, StringComparison.Ordinal);
        Assert.Contains("--demo", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{\"organisation\":\"A\",\"organisationId\":\"a\",\"role\":\"BOSS\",\"token\":\"t\"}]")]
    [InlineData("[{\"organisation\":\"A\"}]")]
    public void A_file_that_holds_no_accounts_is_refused_with_a_next_step(string text)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);

        try
        {
            Assert.Contains("demo-accounts.json", Assert.Throws<SimulationException>(() => Account.ReadAll(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Our_own_reports_are_read_and_cover_every_case()
    {
        var shelf = ReportShelf.Open(null);

        Assert.Equal(3, shelf.Audits.Length);
        Assert.Contains(shelf.Audits, audit => audit.Media.IsEmpty);
        Assert.NotEmpty(shelf.Overwrites);
        Assert.NotEmpty(shelf.Sanitizes);
        Assert.NotEmpty(shelf.Unproven);
        Assert.NotEmpty(shelf.Failures);
        Assert.All(shelf.Sources, source => Assert.EndsWith("made up by us", source, StringComparison.Ordinal));
    }
}
