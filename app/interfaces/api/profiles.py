"""GET /v1/profiles and /v1/profiles/{id}: the landscape as reference data."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.answers import ProfilePage, ProfileView
from app.interfaces.api.contract import PROBLEMS, accepted_language, no_query, reference_headers
from app.landscape import Landscape, ProfileFilter
from app.records import Kind, Language, Status


class ProfileQuery(BaseModel):
    """The filters and the page of a list of profiles."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    kind: Kind | None = None
    need: str | None = Field(None, max_length=50)
    domain: str | None = Field(None, max_length=50)
    status: Status | None = None
    q: str | None = Field(None, max_length=200, description="words or a name, also misspelt")
    page: int = Field(1, ge=1, le=10_000)
    page_size: int = Field(20, ge=1, le=100, alias="pageSize")

    def filter(self) -> ProfileFilter:
        """The filters without the page."""
        return ProfileFilter(self.kind, self.need, self.domain, self.status, self.q)


def profiles_router(landscape: Landscape, knowledge_version: str) -> APIRouter:
    """The endpoints that show profiles."""
    router = APIRouter(prefix="/v1/profiles", tags=["Profiles"], responses=PROBLEMS)

    @router.get("", operation_id="listProfiles", summary="List profiles", response_model=ProfilePage, response_model_exclude_none=True)
    def list_profiles(
        query: Annotated[ProfileQuery, Query()],
        language: Annotated[Language, Depends(accepted_language)],
        request: Request,
        response: Response,
    ) -> ProfilePage | Response:
        """Organisations and support measures, by name, filtered and paged."""
        if reference_headers(request, response, knowledge_version, language):
            return Response(status_code=304, headers=dict(response.headers))
        filters = {name: value for name, value in request.query_params.items() if name not in ("page", "pageSize")}
        return landscape.page(query.filter(), language, query.page, query.page_size, filters)

    @router.get(
        "/{profileId}",
        operation_id="getProfile",
        summary="Show one profile",
        response_model=ProfileView,
        response_model_exclude_none=True,
        dependencies=[Depends(no_query)],
    )
    def get_profile(
        profile_id: Annotated[str, Path(alias="profileId", max_length=100, examples=["ontwikkelingsproject"])],
        language: Annotated[Language, Depends(accepted_language)],
        request: Request,
        response: Response,
    ) -> ProfileView | Response:
        """A profile with its services, rules, support and sources."""
        view = landscape.profile(profile_id, language)
        if reference_headers(request, response, knowledge_version, language):
            return Response(status_code=304, headers=dict(response.headers))
        return view

    return router
