using Microsoft.AspNetCore.Mvc;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Stations;

/// <summary>Makes this browser a station. Opening the address alone does nothing: somebody presses the button.</summary>
internal sealed class EnrolPage(StationDesk desk) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var (enrolled, why) = await desk.EnrolAsync(Code);

        if (enrolled is null)
        {
            Refuse(why!, "code");
            return Page();
        }

        StationCookie.Set(Response, enrolled.Token);
        return LocalRedirect("/station");
    }
}
