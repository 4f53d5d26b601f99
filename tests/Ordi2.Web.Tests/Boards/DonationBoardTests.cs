using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Boards;

[Collection(DemoServerTests.Name)]
public class DonationBoardTests(DemoServer server)
{
    private readonly Workday _day = new(server);

    [Fact]
    public async Task From_the_board_of_a_pole_its_coordinator_chooses_that_of_an_organisation()
    {
        using var coordinator = await server.BrowserAsync(Role.Coordinator, Workday.Pole);
        var board = await coordinator.OpenAsync($"/boards/pole/{Workday.Pole}");

        var chosen = board.Document.QuerySelector($"main details a[href='/boards/organisation/{Workday.Workshop}']");

        Assert.NotNull(chosen);
        Assert.Equal(200, (await coordinator.OpenAsync(chosen.GetAttribute("href")!)).Status);
        Assert.Null((await coordinator.OpenAsync("/boards")).Document.QuerySelector("main details a[href^='/boards/organisation/']"));
    }

    [Fact]
    public async Task The_board_of_a_gift_is_linked_from_the_pages_of_the_gift()
    {
        var donation = await _day.ReceivedDonationAsync("don-cartonnerie-lemoine", 1);

        foreach (var (role, organisation, address) in new[]
        {
            (Role.Donor, "don-cartonnerie-lemoine", $"/donations/{donation}"),
            (Role.Coordinator, Workday.Pole, $"/offers/{donation}"),
            (Role.Storekeeper, Workday.Workshop, $"/receptions/{donation}"),
        })
        {
            using var browser = await server.BrowserAsync(role, organisation);
            var board = (await browser.OpenAsync(address)).Document.QuerySelector($"main a[href='/boards/donation/{donation}']");
            Assert.True(board is not null, address);
            Assert.Equal(200, (await browser.OpenAsync(board.GetAttribute("href")!)).Status);
        }
    }
}
