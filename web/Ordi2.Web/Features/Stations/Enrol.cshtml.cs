using Microsoft.AspNetCore.Mvc;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Stations;

/// <summary>Makes this browser a station. Opening the address alone does nothing: somebody presses the button.</summary>
internal sealed class EnrolPage(StationDesk desk, Once once) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        // The code works once, and a second click on the button would lose the token with the answer to the first.
        var enrolment = await once.MakeHereAsync(Request, $"enrol {Code}", () => desk.EnrolAsync(Code), made => made.Enrolled is not null);

        if (enrolment.Enrolled is not { } enrolled)
        {
            Refuse(enrolment.Why!, "code");
            return Page();
        }

        StationCookie.Set(Response, enrolled.Token);
        return LocalRedirect("/station");
    }
}
