using Ordi2.Contracts;
using Ordi2.Web.Tests.Homes;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Recalls;

/// <summary>A recall from the desk of the pole to the machine that comes back, each in a browser of their own.</summary>
[Collection(DemoServerTests.Name)]
public class RecallJourneyTests(DemoServer server) : RoleJourney(server)
{
    [ChromiumFact]
    public async Task A_pole_recalls_the_EPN_is_warned_the_label_says_what_to_do_and_the_machine_comes_back()
    {
        Workday day = new(Server);
        var model = $"Modèle {Guid.NewGuid():N}"[..20];
        var machine = (await day.ArrivedAsync(1, model)).Machines[0];

        var pole = await SignedInAsync(Role.Coordinator, Workday.Pole);
        await pole.GotoAsync(AddressOf("/recalls/new"));
        await pole.Locator(".choice", new() { Has = pole.Locator("input[value=DANGEROUS_BATTERY]") }).ClickAsync();
        await pole.Locator("#reason").FillAsync("batterie qui gonfle");
        await pole.Locator("#models").FillAsync(model);
        await pole.Locator("#before").FillAsync(Workday.Day(20));
        await PictureAsync(pole, "recall-new");
        await pole.Locator("main form button[type=submit]").First.ClickAsync();
        await pole.Locator("form[action$='handler=Activate'] button").ClickAsync();
        await Expect(pole.Locator(".tile").First).ToBeVisibleAsync();
        await PictureAsync(pole, "recall-sent");
        var recall = pole.Url;

        var epn = await SignedInAsync(Role.Animator, day.Epn, phone: true);
        var warning = epn.Locator($".todo a[href='/m/{machine}']");
        await Expect(warning).ToContainTextAsync("ne l'utilisez plus");
        await PictureAsync(epn, "recall-epn");
        await warning.ClickAsync();
        await Expect(epn.Locator(".recall .instruction")).ToBeVisibleAsync();
        await Expect(epn.Locator("main button[type=submit]:not(.quiet)")).ToHaveCountAsync(1);
        await PictureAsync(epn, "recall-label");
        await epn.Locator(".recall .choice").First.ClickAsync();
        await epn.Locator(".recall button[type=submit]").ClickAsync();
        await Expect(epn.Locator(".recall .alert")).ToBeVisibleAsync();

        await epn.GotoAsync(AddressOf($"/machines/{machine}/give-back-unplaced"));
        await epn.Locator("#reason").FillAsync("rappelée");
        await epn.Locator("main form button[type=submit]").First.ClickAsync();
        var bench = await SignedInAsync(Role.Supervisor, Workday.Workshop);
        await bench.GotoAsync(AddressOf($"/machines/{machine}/receive-return"));
        await Expect(bench.Locator(".alert .instruction")).ToBeVisibleAsync();
        await bench.Locator("#condition").FillAsync("batterie gonflée, isolée");
        await PictureAsync(bench, "recall-back");
        await bench.Locator("main form button[type=submit]").First.ClickAsync();
        await Expect(bench).ToHaveURLAsync(AddressOf($"/machines/{machine}"));
        await Expect(bench.Locator(".alert .instruction")).ToBeVisibleAsync();
        await Expect(bench.GetByText("Cette machine est rappelée.").First).ToBeVisibleAsync();

        // Nothing is outside any more, and the home of the EPN is quiet again.
        await pole.GotoAsync(recall);
        await Expect(pole.GetByText("Clore le rappel").First).ToBeVisibleAsync();
        await PictureAsync(pole, "recall-over");
        await epn.GotoAsync(AddressOf("/"));
        await Expect(epn.Locator($"a[href='/m/{machine}']")).ToHaveCountAsync(0);
    }
}
